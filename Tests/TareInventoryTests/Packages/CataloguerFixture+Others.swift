import Foundation
import TareOCI

@testable import TareInventory

extension CataloguerFixture {
    static let rpm: [CataloguerFixture] = [
        CataloguerFixture(
            cataloguer: "rpm", what: "a database in SQLite; the owner of Python metadata",
            layers: {
                let database = try Data(contentsOf: Places.fixtures.appendingPathComponent("rpmdb.sqlite"))
                return [
                    [
                        .bytes("usr/lib/sysimage/rpm/rpmdb.sqlite", [UInt8](database)),
                        .link("var/lib/rpm", to: "../../usr/lib/sysimage/rpm"),
                        .text(
                            "usr/lib/python3.12/site-packages/hello-1.0.dist-info/METADATA",
                            "Name: hello\nVersion: 1.0\n"),
                    ]
                ]
            },
            packages: [
                "python hello 1.0 - layer 0 owner rpm tare-hello",
                "rpm tare-hello 5:1.2.3-4 noarch tare-hello@1.2.3-4 layer 0",
                "rpm tare-hello-doc 5:1.2.3-4 noarch tare-hello@1.2.3-4 layer 0",
            ]),
        CataloguerFixture(
            cataloguer: "rpm", what: "formats that are not read are named, and changes that are still in a log",
            layers: {
                let database = try Data(contentsOf: Places.fixtures.appendingPathComponent("rpmdb.sqlite"))
                return [
                    [
                        .opaque("var/lib/rpm/Packages", size: 4096), .opaque("usr/share/rpm/Packages.db", size: 4096),
                        .bytes("usr/lib/sysimage/rpm/rpmdb.sqlite", [UInt8](database.prefix(4096))),
                        .opaque("usr/lib/sysimage/rpm/rpmdb.sqlite-wal", size: 32),
                    ]
                ]
            },
            packages: [],
            problems: [
                "/usr/lib/sysimage/rpm/rpmdb.sqlite: page 4: is a damaged SQLite database: cut off: it has had 7 pages",
                "/usr/lib/sysimage/rpm/rpmdb.sqlite-wal: holds changes that are not in the database yet and are not read",
                "/usr/share/rpm/Packages.db: is an rpm database in the format ndb, which is not read",
                "/var/lib/rpm/Packages: is an rpm database in the format Berkeley DB, which is not read",
            ]),
        CataloguerFixture(
            cataloguer: "rpm manifest", what: "ten fields between tabs, (none) for nothing",
            layers: {
                [
                    [
                        .text(
                            "var/lib/rpmmanifest/container-manifest-2",
                            """
                            glibc\t2.38-8.azl3\t1733\t1730\tMicrosoft Corporation\t(none)\t12000\tx86_64\t0\tglibc-2.38-8.azl3.src.rpm
                            openssl-libs\t3.3.2-1.azl3\t1733\t1730\tMicrosoft Corporation\t1\t12000\tx86_64\t1\topenssl-3.3.2-1.azl3.src.rpm
                            nonsense

                            """)
                    ]
                ]
            },
            packages: [
                "rpm glibc 2.38-8.azl3 x86_64 glibc@2.38-8.azl3 layer 0",
                "rpm openssl-libs 1:3.3.2-1.azl3 x86_64 openssl@3.3.2-1.azl3 layer 0",
            ],
            problems: ["/var/lib/rpmmanifest/container-manifest-2: has 1 lines that name no package"]),
    ]

    static let unread: [CataloguerFixture] = [
        CataloguerFixture(
            cataloguer: "unread databases", what: "databases that nothing reads are named; empty ones are not",
            layers: {
                [
                    [
                        .opaque("var/lib/pacman/local/bash-5.2/desc"), .directory("var/db/pkg"),
                        .opaque("var/lib/chisel/manifest.wall"),
                    ]
                ]
            },
            packages: [],
            problems: [
                "/var/lib/chisel/manifest.wall: is a package database of Chisel, which is not read",
                "/var/lib/pacman/local: is a package database of pacman, which is not read",
            ])
    ]
}
