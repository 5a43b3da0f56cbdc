@testable import TareInventory

extension CataloguerFixture {
    static let debian: [CataloguerFixture] = [
        CataloguerFixture(
            cataloguer: "dpkg", what: "only what is installed counts; sources are as stated",
            layers: {
                [
                    [
                        .text(
                            "var/lib/dpkg/status",
                            """
                            Package: libc6
                            Status: install ok installed
                            Architecture: amd64
                            Multi-Arch: same
                            Source: glibc
                            Version: 2.36-9+deb12u10
                            Description: GNU C Library
                             and its continuation: with a colon

                            Package: libgcc-s1
                            Status: hold ok installed
                            Architecture: amd64
                            Source: gcc-12 (12.2.0-14+deb12u1)
                            Version: 12.2.0-14+deb12u1+b1

                            Package: removed
                            Status: deinstall ok config-files
                            Architecture: all
                            Version: 1.0

                            Package: halfway
                            Status: install reinstreq half-installed
                            Architecture: all
                            Version: 1.0

                            Package: unpacked
                            Status: install ok unpacked
                            Architecture: all
                            Version: 1.0

                            Package: tzdata
                            Status: install ok installed
                            Architecture: all
                            Version: 2025b-0+deb12u2


                            """)
                    ]
                ]
            },
            packages: [
                "deb libc6 2.36-9+deb12u10 amd64 glibc@2.36-9+deb12u10 layer 0",
                "deb libgcc-s1 12.2.0-14+deb12u1+b1 amd64 gcc-12@12.2.0-14+deb12u1 layer 0",
                "deb tzdata 2025b-0+deb12u2 all tzdata@2025b-0+deb12u2 layer 0",
            ]),
        CataloguerFixture(
            cataloguer: "dpkg",
            what: "a package's layer is that of its list of files; a damaged paragraph is a problem",
            layers: {
                let first = "Package: a\nStatus: install ok installed\nArchitecture: all\nVersion: 1\n"
                let second = first + "\nPackage: b\nStatus: install ok installed\nArchitecture: amd64\nVersion: 2\n"
                return [
                    [.text("var/lib/dpkg/status", first + "\n"), .text("var/lib/dpkg/info/a.list", "/.\n/usr/lib\n")],
                    [
                        .text("var/lib/dpkg/status", second + "\n"),
                        .text("var/lib/dpkg/info/b:amd64.list", "/.\n"),
                    ],
                    [
                        .text(
                            "var/lib/dpkg/status", second + "\nPackage: c\nStatus: install ok installed\nVersion: \n\n")
                    ],
                ]
            },
            packages: ["deb a 1 all a@1 layer 0", "deb b 2 amd64 b@2 layer 1"],
            problems: ["/var/lib/dpkg/status: line 11: field 'Version' is missing"]),
        CataloguerFixture(
            cataloguer: "dpkg", what: "without lists of files, the layer since which the database names the version",
            layers: {
                func status(_ packages: [(String, String)]) -> [TestFile] {
                    let text = packages.map {
                        "Package: \($0.0)\nStatus: install ok installed\nArchitecture: all\nVersion: \($0.1)\n"
                    }
                    return [.text("var/lib/dpkg/status", text.joined(separator: "\n") + "\n")]
                }
                return [
                    status([("a", "1"), ("b", "1")]), [.opaque("other")], status([("a", "1"), ("b", "2")]),
                    status([("a", "1"), ("b", "2"), ("c", "1")]),
                ]
            },
            packages: ["deb a 1 all a@1 layer 0", "deb b 2 all b@2 layer 2", "deb c 1 all c@1 layer 3"]),
        CataloguerFixture(
            cataloguer: "dpkg",
            what: "a package that an upper layer removed is not listed, nor one behind an opaque directory",
            layers: {
                let paragraph = "Package: a\nStatus: install ok installed\nArchitecture: all\nVersion: 1\n\n"
                let gone = "Package: b\nStatus: install ok installed\nArchitecture: all\nVersion: 1\n\n"
                let left = "Package: b\nStatus: deinstall ok config-files\nArchitecture: all\nVersion: 1\n\n"
                return [
                    [
                        .text("var/lib/dpkg/status", paragraph + gone), .text("var/lib/dpkg/info/a.list", "/.\n"),
                        .text("var/lib/dpkg/info/b.list", "/.\n/usr/bin/b\n"),
                        .text("usr/lib/python3/dist-packages/old-1.dist-info/METADATA", "Name: old\nVersion: 1\n"),
                        .text("opt/site/older-1.dist-info/METADATA", "Name: older\nVersion: 1\n"),
                    ],
                    [
                        .text("var/lib/dpkg/status", paragraph + left), .text("var/lib/dpkg/info/b.list", "/.\n"),
                        .whiteout("usr/lib/python3/dist-packages/old-1.dist-info"), .opaqueMarker("opt/site"),
                        .text("opt/site/new-1.dist-info/METADATA", "Name: new\nVersion: 1\n"),
                    ],
                ]
            },
            packages: ["deb a 1 all a@1 layer 0", "python new 1 - layer 1"]),
        CataloguerFixture(
            cataloguer: "dpkg",
            what: "a database that is cut off is a problem, by its end or by lists of files without a package",
            layers: {
                [
                    [
                        .text("var/lib/dpkg/status", "Package: a\nStatus: install ok installed\nVersion: 1.2"),
                        .text("var/lib/dpkg/info/a.list", "/.\n"), .text("var/lib/dpkg/info/b:amd64.list", "/.\n"),
                        .text("var/lib/dpkg/info/c.list", "/.\n"),
                    ]
                ]
            },
            packages: ["deb a 1.2 all a@1.2 layer 0"],
            problems: [
                "/var/lib/dpkg/status: does not name 2 packages that have a list of files",
                "/var/lib/dpkg/status: may be cut off: its last record has no end",
            ]),
        CataloguerFixture(
            cataloguer: "distroless", what: "a file without a package is a problem, as is one that is cut off",
            layers: {
                [
                    [
                        .text("var/lib/dpkg/status.d/empty", ""),
                        .text("var/lib/dpkg/status.d/half", "Package: half\n"),
                        .text("var/lib/dpkg/status.d/cut", "Package: cut\nArchitecture: all\nVersion: 1"),
                    ]
                ]
            },
            packages: ["deb cut 1 all cut@1 layer 0"],
            problems: [
                "/var/lib/dpkg/status.d/cut: may be cut off: its last record has no end",
                "/var/lib/dpkg/status.d/empty: names no package",
                "/var/lib/dpkg/status.d/half: line 1: field 'Version' is missing",
            ]),
        CataloguerFixture(
            cataloguer: "dpkg", what: "a database that was not read is a problem",
            layers: { [[.opaque("var/lib/dpkg/status", size: 100)]] },
            packages: [], problems: ["/var/lib/dpkg/status: was not read when the layer was measured"]),
        CataloguerFixture(
            cataloguer: "distroless",
            what: "control paragraphs without Status; no directory entries; a layer a package",
            layers: {
                [
                    [
                        .text(
                            "var/lib/dpkg/status.d/libc6",
                            "Package: libc6\nSource: glibc\nVersion: 2.41-12\nArchitecture: amd64\nDescription: x\n"),
                        .text("var/lib/dpkg/status.d/libc6.md5sums", "d41d8cd98f00b204e9800998ecf8427e  lib/ld.so\n"),
                    ],
                    [
                        .text(
                            "var/lib/dpkg/status.d/python3-yaml",
                            "Package: python3-yaml\nSource: pyyaml\nVersion: 6.0.2-1\nArchitecture: amd64\n"),
                        .text(
                            "var/lib/dpkg/status.d/python3-yaml.md5sums",
                            "d41d8cd98f00b204e9800998ecf8427e  usr/lib/python3/dist-packages/PyYAML-6.0.2.dist-info/METADATA\n"
                        ),
                        .text(
                            "usr/lib/python3/dist-packages/PyYAML-6.0.2.dist-info/METADATA",
                            "Metadata-Version: 2.1\nName: PyYAML\nVersion: 6.0.2\n\nbody\n"),
                    ],
                ]
            },
            packages: [
                "deb libc6 2.41-12 amd64 glibc@2.41-12 layer 0",
                "deb python3-yaml 6.0.2-1 amd64 pyyaml@6.0.2-1 layer 1",
                "python PyYAML 6.0.2 - layer 1 owner deb python3-yaml",
            ]),
    ]
}
