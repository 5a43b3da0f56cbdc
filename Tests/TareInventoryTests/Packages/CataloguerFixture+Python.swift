@testable import TareInventory

extension CataloguerFixture {
    private static let site = "app/.venv/lib/python3.12/site-packages"

    static let python: [CataloguerFixture] = [
        CataloguerFixture(
            cataloguer: "dist-info", what: "names as declared, anywhere in the tree; vendored by pip is left out",
            layers: {
                [
                    [
                        .text(
                            "\(site)/typing_extensions-4.15.0.dist-info/METADATA",
                            "Metadata-Version: 2.4\r\nName: typing_extensions\r\nVersion: 4.15.0\r\n\r\nName: not-this\r\n"
                        ),
                        .text(
                            "opt/deps/six-1.17.0.dist-info/METADATA",
                            "metadata-version: 2.1\nname: six\nversion: 1.17.0\n"),
                        .text("\(site)/pip/_vendor/rich-1.dist-info/METADATA", "Name: rich\nVersion: 1\n"),
                        .text(
                            "\(site)/setuptools/_vendor/wheel-0.45.1.dist-info/METADATA",
                            "Name: wheel\nVersion: 0.45.1\n"),
                    ],
                    [.text("\(site)/a.b-1.0.dist-info/METADATA", "Name: a.b\nVersion: 1.0\n")],
                ]
            },
            packages: [
                "python a.b 1.0 - layer 1", "python six 1.17.0 - layer 0", "python typing_extensions 4.15.0 - layer 0",
                "python wheel 0.45.1 - layer 0",
            ]),
        CataloguerFixture(
            cataloguer: "dist-info",
            what: "an upgrade in an upper layer leaves one version, a reinstallation the upper layer",
            layers: {
                [
                    [
                        .text("\(site)/six-1.16.0.dist-info/METADATA", "Name: six\nVersion: 1.16.0\n"),
                        .text("\(site)/idna-3.10.dist-info/METADATA", "Name: idna\nVersion: 3.10\n"),
                        .text("\(site)/attrs-1.dist-info/METADATA", "Name: attrs\nVersion: 1\n"),
                    ],
                    [
                        .whiteout("\(site)/six-1.16.0.dist-info"),
                        .text("\(site)/six-1.17.0.dist-info/METADATA", "Name: six\nVersion: 1.17.0\n"),
                        .text("\(site)/idna-3.10.dist-info/METADATA", "Name: idna\nVersion: 3.10\n"),
                        .whiteout("\(site)/attrs-1.dist-info/METADATA"),
                    ],
                    [.opaque("unrelated")],
                ]
            },
            packages: ["python idna 3.10 - layer 1", "python six 1.17.0 - layer 1"],
            problems: ["/\(site)/attrs-1.dist-info: has no METADATA"]),
        CataloguerFixture(
            cataloguer: "dist-info", what: "metadata without name or version, or cut inside them, is a problem",
            layers: {
                [
                    [
                        .text("\(site)/a-1.dist-info/METADATA", ""),
                        .text("\(site)/b-2.dist-info/METADATA", "Name: b\n"),
                        .text("\(site)/c-3.dist-info/METADATA", "Name: c\nVersion: 3"),
                    ]
                ]
            },
            packages: ["python a 1 - layer 0", "python b 2 - layer 0", "python c 3 - layer 0"],
            problems: [
                "/\(site)/a-1.dist-info/METADATA: states no name", "/\(site)/b-2.dist-info/METADATA: states no version",
                "/\(site)/c-3.dist-info/METADATA: may be cut off: its last record has no end",
            ]),
        CataloguerFixture(
            cataloguer: "dist-info", what: "what cannot be read is a problem; the directory's name stands in",
            layers: {
                [
                    [
                        .opaque("\(site)/big-2.0.dist-info/METADATA"), .opaque("\(site)/gone-1.0.dist-info/RECORD"),
                    ]
                ]
            },
            packages: ["python big 2.0 - layer 0"],
            problems: [
                "/\(site)/big-2.0.dist-info/METADATA: was not read when the layer was measured",
                "/\(site)/gone-1.0.dist-info: has no METADATA",
            ]),
        CataloguerFixture(
            cataloguer: "egg-info", what: "directories, files and eggs; the standard library's record is no package",
            layers: {
                [
                    [
                        .text("usr/lib/python3/dist-packages/six-1.16.0.egg-info", "Name: six\nVersion: 1.16.0\n"),
                        .text("app/service.egg-info/PKG-INFO", "Name: service\nVersion: 0.1\n"),
                        .text("\(site)/zope.event-4.5.egg/EGG-INFO/PKG-INFO", "Name: zope.event\nVersion: 4.5\n"),
                        .text("usr/lib/python3.9/lib-dynload/Python-3.9.egg-info", "Name: Python\nVersion: 3.9.2\n"),
                        .opaque("\(site)/empty.egg-info/SOURCES.txt"),
                    ]
                ]
            },
            packages: [
                "python service 0.1 - layer 0", "python six 1.16.0 - layer 0", "python zope.event 4.5 - layer 0",
            ],
            problems: ["/\(site)/empty.egg-info: has no PKG-INFO"]),
    ]
}
