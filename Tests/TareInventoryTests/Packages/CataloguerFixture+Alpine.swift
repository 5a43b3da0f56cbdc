@testable import TareInventory

extension CataloguerFixture {
    private static let musl = """
        C:Q1uYYmVhhKsDXbSvRpYVTJ1pWKtJo=
        P:musl
        V:1.2.5-r9
        A:x86_64
        S:411231
        I:663552
        T:the musl c library (libc) implementation
        U:https://musl.libc.org/
        L:MIT
        o:musl
        m:Maintainer
        t:1734027341
        c:abc
        F:lib
        R:ld-musl-x86_64.so.1
        a:0:0:755
        Z:Q1a=
        R:libc.musl-x86_64.so.1
        a:0:0:777


        """
    private static let yaml = """
        C:Q1x=
        P:py3-yaml
        V:6.0.2-r1
        A:x86_64
        L:MIT
        o:py3-yaml
        F:usr
        F:usr/lib/python3.12/site-packages/PyYAML-6.0.2-py3.12.egg-info
        R:PKG-INFO


        """

    static let alpine: [CataloguerFixture] = [
        CataloguerFixture(
            cataloguer: "apk", what: "origins, licences, files; layers by the database's earlier versions",
            layers: {
                [
                    [.text("lib/apk/db/installed", musl)],
                    [
                        .text("lib/apk/db/installed", musl + yaml),
                        .text(
                            "usr/lib/python3.12/site-packages/PyYAML-6.0.2-py3.12.egg-info/PKG-INFO",
                            "Metadata-Version: 2.1\nName: PyYAML\nVersion: 6.0.2\n"),
                    ],
                ]
            },
            packages: [
                "apk musl 1.2.5-r9 x86_64 musl@1.2.5-r9 layer 0",
                "apk py3-yaml 6.0.2-r1 x86_64 py3-yaml@6.0.2-r1 layer 1",
                "python PyYAML 6.0.2 - layer 1 owner apk py3-yaml",
            ]),
        CataloguerFixture(
            cataloguer: "apk", what: "one database under both names where /lib is merged into /usr/lib",
            layers: { [[.text("usr/lib/apk/db/installed", musl), .link("lib", to: "usr/lib")]] },
            packages: ["apk musl 1.2.5-r9 x86_64 musl@1.2.5-r9 layer 0"]),
        CataloguerFixture(
            cataloguer: "apk", what: "a package without a version is a problem",
            layers: { [[.text("lib/apk/db/installed", musl + "P:broken\n\n")]] },
            packages: ["apk musl 1.2.5-r9 x86_64 musl@1.2.5-r9 layer 0"],
            problems: ["/lib/apk/db/installed: has a package without a name or a version"]),
        CataloguerFixture(
            cataloguer: "apk", what: "an earlier version that was not read leaves the layer open",
            layers: { [[.opaque("lib/apk/db/installed")], [.text("lib/apk/db/installed", musl)]] },
            packages: ["apk musl 1.2.5-r9 x86_64 musl@1.2.5-r9 layer -"]),
    ]
}
