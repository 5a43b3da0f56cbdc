import Foundation
import Testing

@testable import TareInventory

/// A whole database, to be damaged.
struct DatabaseSample: CustomTestStringConvertible, Sendable {
    var path: String
    var text: @Sendable () throws -> [UInt8]
    /// Other files of the image.
    var others: [TestFile] = []
    /// What may not be lost in silence.
    var facts: @Sendable (ImageInventory) -> [String] = { inventory in
        inventory.packages.map { "\($0.name) \($0.version ?? "-") \($0.sourceName ?? "-")" }
    }
    /// Whether a text that ends so could have been written whole: no reader can tell that more was there.
    var isWhole: @Sendable (ArraySlice<UInt8>) -> Bool = { _ in false }

    var testDescription: String { path }

    func inventory(_ text: [UInt8]) -> ImageInventory { ImageInventory(others + [.bytes(path, text)]) }

    private static func text(_ path: String, _ text: String) -> DatabaseSample {
        DatabaseSample(path: path, text: { Array(text.utf8) })
    }

    /// Fields between colons in the last line.
    private static func fieldCount(_ text: ArraySlice<UInt8>) -> Int {
        text.split(separator: newline).last?.split(separator: colon, omittingEmptySubsequences: false).count ?? 0
    }

    static let all: [DatabaseSample] = [
        DatabaseSample(
            path: "var/lib/dpkg/status",
            text: {
                let names = [("libc6", "2.36-9+deb12u10", "glibc"), ("zlib1g", "1:1.2.13.dfsg-1", "zlib")]
                return Array(
                    names.map { name, version, source in
                        """
                        Package: \(name)
                        Status: install ok installed
                        Priority: optional
                        Source: \(source)
                        Architecture: amd64
                        Version: \(version)
                        Depends: libgcc-s1, libcrypt1 (>= 1:4.4.10-10~)
                        Conffiles:
                         /etc/ld.so.conf.d/x.conf d4e7a7b88a71b5ffd9e2644e71a0cfab
                        Description: a library
                         of many lines
                         .
                         indeed


                        """
                    }.joined().utf8)
            },
            others: [
                .text("var/lib/dpkg/info/libc6:amd64.list", "/.\n/lib\n"),
                .text("var/lib/dpkg/info/zlib1g:amd64.list", "/.\n"),
            ]),
        text(
            "var/lib/dpkg/status.d/libssl3",
            """
            Package: libssl3
            Source: openssl
            Version: 3.0.17-1~deb12u3
            Architecture: amd64
            Maintainer: Debian OpenSSL Team
            Description: Secure Sockets Layer toolkit
             shared libraries

            """),
        DatabaseSample(
            path: "lib/apk/db/installed",
            text: {
                Array(
                    ["musl 1.2.5-r9 musl", "py3-yaml 6.0.2-r1 py3-yaml"].map { line in
                        let words = line.split(separator: " ")
                        return """
                            C:Q1uYYmVhhKsDXbSvRpYVTJ1pWKtJo=
                            P:\(words[0])
                            V:\(words[1])
                            A:x86_64
                            L:MIT
                            o:\(words[2])
                            F:usr/lib
                            M:0:0:755
                            R:some.so
                            a:0:0:755
                            Z:Q1a=


                            """
                    }.joined().utf8)
            },
            isWhole: { $0.isEmpty || $0.endsWithEmptyLine }),
        DatabaseSample(
            path: "usr/lib/sysimage/rpm/rpmdb.sqlite",
            text: { [UInt8](try Data(contentsOf: Places.fixtures.appendingPathComponent("rpmdb.sqlite"))) }),
        DatabaseSample(
            path: "var/lib/rpmmanifest/container-manifest-2",
            text: {
                Array(
                    "glibc\t2.38-8\t1\t1\tMS\t(none)\t1\tx86_64\t0\tglibc-2.38-8.src.rpm\nzlib\t1-1\t1\t1\tMS\t2\t1\tx86_64\t2\tzlib-1-1.src.rpm\n"
                        .utf8)
            },
            isWhole: { $0.isEmpty || $0.last == newline }),
        text(
            "app/site-packages/typing_extensions-4.15.0.dist-info/METADATA",
            "Metadata-Version: 2.4\nName: typing_extensions\nVersion: 4.15.0\nRequires-Python: >=3.9\n\nLong text.\n"),
        text(
            "usr/lib/python3/dist-packages/six-1.16.0.egg-info/PKG-INFO",
            "Metadata-Version: 1.2\nName: six\nVersion: 1.16.0\nSummary: Python 2 and 3 compatibility utilities\n"),
        DatabaseSample(
            path: "etc/passwd",
            text: {
                Array("root:x:0:0:root:/root:/bin/sh\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n".utf8)
            },
            facts: { $0.accounts.users?.map { "\($0.name) \($0.id) \($0.groupID)" } ?? [] },
            // Many such files end without a newline: a last line with all its fields counts.
            isWhole: { $0.isEmpty || $0.last == newline || fieldCount($0) == 7 }),
        DatabaseSample(
            path: "etc/group", text: { Array("root:x:0:\nnonroot:x:65532:\n".utf8) },
            facts: { $0.accounts.groups?.map { "\($0.name) \($0.id)" } ?? [] },
            isWhole: { $0.isEmpty || $0.last == newline || fieldCount($0) == 4 }),
        DatabaseSample(
            path: "etc/os-release",
            text: {
                Array("PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\nVERSION_ID=\"12\"\n# end\n".utf8)
            },
            facts: { [$0.operatingSystem?.id ?? "-", $0.operatingSystem?.versionID ?? "-"] },
            isWhole: { $0.last == newline }),
    ]

    /// Files that are only evidence: damage may lose what they state, but not more.
    static let evidence: [DatabaseSample] = [
        text(
            "usr/lib/python3.14/build-details.json",
            #"{"implementation": {"version": {"major": 3, "minor": 14, "micro": 1}}}"#),
        text("usr/include/python3.14/patchlevel.h", "#define PY_VERSION  \"3.14.1\"\n"),
        text(
            "usr/lib/python3.14/_sysconfigdata__linux_x86_64-linux-gnu.py",
            "build = {'SOABI': 'cpython-314',\n 'X': 1}\n"),
        text("app/.venv/pyvenv.cfg", "home = /usr/bin\ninclude-system-site-packages = false\nversion = 3.14.1\n"),
        text("app/s/a-1.dist-info/direct_url.json", #"{"url": "file:///x", "dir_info": {"editable": true}}"#),
        text("app/s/a-1.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n"),
        text("app/s/a-1.dist-info/sboms/x.cdx.json", #"{"components": [{"name": "a"}, {"name": "b\"]"}, []]}"#),
        text("var/lib/dpkg/info/a.list", "/.\n/usr\n/usr/bin/python3.14\n"),
        text("var/lib/dpkg/status.d/a.md5sums", "d41d8cd98f00b204e9800998ecf8427e  usr/bin/python3.14\n"),
    ].map { sample in
        var sample = sample
        sample.others = [
            .executable("usr/bin/python3.14"), .text("usr/lib/python3.14/os.py", ""),
            .link("app/.venv/bin/python", to: "/usr/bin/python3.14"),
            .text("app/s/a-1.dist-info/METADATA", "Name: a\nVersion: 1\n"),
            .text("var/lib/dpkg/status.d/a", "Package: a\nVersion: 1\nArchitecture: all\n"),
        ]
        return sample
    }
}
