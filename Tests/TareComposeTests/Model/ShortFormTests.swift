import Testing

@testable import TareCompose

/// Short forms of ports and mounts, after go-connections' `nat_test.go` and compose-go's `format/volume_test.go`.
@Suite struct ShortFormTests {
    @Test(arguments: [
        ("80", "|", "80/tcp"), ("80/udp", "|", "80/udp"), ("8080:80", "|8080", "80/tcp"),
        ("127.0.0.1:8080:80", "127.0.0.1|8080", "80/tcp"), ("127.0.0.1::80", "127.0.0.1|", "80/tcp"),
        ("[::1]:8080:80/TCP", "::1|8080", "80/tcp"), ("::1:8080:80", "::1|8080", "80/tcp"),
        ("8000-8010:9000-9010", "|8000-8010", "9000-9010/tcp"), ("8000-8010:80", "|8000-8010", "80/tcp"),
        ("0.0.0.0:80:80/sctp", "0.0.0.0|80", "80/sctp"), (":80", "|", "80/tcp"), ("80/", "|", "80/tcp"),
        ("[2001:db8::1]:80:80", "2001:db8::1|80", "80/tcp"), ("::ffff:1.2.3.4:80:80", "::ffff:1.2.3.4|80", "80/tcp"),
    ])
    func `ports`(_ text: String, _ published: String, _ target: String) throws {
        let port = try #require(ShortPort(parsing: text))
        #expect("\(port.host)|\(port.published)" == published && "\(port.target)/\(port.transport)" == target)
    }

    @Test(arguments: [
        "", ":", "x", "80:x", "x:80", "80/xyz", "70000", "80-79", "localhost:80:80", "256.0.0.1:80:80", "1.2.3:80:80",
        "8000-8001:80-82", "[::1:80:80", "[127.0.0.1]:80:80", "-80", "80-", "1-2-3", "+80", "1:::::::::2:80:80", "80:",
        "01.2.3.4:80:80",
    ])
    func `what is no port`(_ text: String) {
        #expect(ShortPort(parsing: text) == nil)
    }

    @Test(arguments: [
        ("/data", "~ /data"), ("data:/data", "data /data"), ("./a:/b:ro", "./a /b ro"), ("~/a:/b", "~/a /b"),
        ("/a:/b:rw,z", "/a /b z"), ("/a:/b:shared,nocopy", "/a /b shared nocopy"), ("C:\\a:/b", "C:\\a /b"),
        ("c:/a:d:/b:ro", "c:/a d:/b ro"), ("/a", "~ /a"), ("/", "~ /"), ("data:/b/../c/.", "data /c"),
        ("data:/x:unknown", "data /x"), ("a:/x", "~ a:/x"),
        ("${D:-/x}:/y", "${D:-/x} /y"), ("\\\\.\\pipe\\a:\\\\.\\pipe\\b", "\\\\.\\pipe\\a \\\\.\\pipe\\b"),
    ])
    func `mounts`(_ text: String, _ expected: String) throws {
        let mount = try #require(ShortMount(parsing: text))
        var words = [mount.source ?? "~", mount.target]
        if mount.isReadOnly { words.append("ro") }
        if let propagation = mount.propagation { words.append(propagation) }
        if let selinux = mount.selinux { words.append(selinux) }
        if mount.doesNotCopy { words.append("nocopy") }
        #expect(words.joined(separator: " ") == expected)
    }

    @Test(arguments: ["", "aa::b", ":/a", "/a:/b:ro:x", "/a:/b:"])
    func `what is no mount`(_ text: String) {
        #expect(ShortMount(parsing: text) == nil)
    }

    @Test func `binds are told from volumes by the first character`() {
        #expect(["/a", "./a", "~", "..", "c:\\x", "\\\\x"].allSatisfy(ShortMount.isPath))
        #expect(!["a", "data.d", "a/b", "", "${X}"].contains(where: ShortMount.isPath))
    }

    @Test(
        arguments: [
            ("1024", 1024), ("1k", 1024), ("1kb", 1024), ("1KiB", 1024), ("1.5g", 1_610_612_736), ("300m", 314_572_800),
            ("1 GB", 1_073_741_824), ("0", 0), ("10b", 10), ("1t", 1_099_511_627_776),
        ] as [(String, Int64)])
    func `sizes`(_ text: String, _ bytes: Int64) {
        #expect(ByteCount(parsing: text)?.bytes == bytes)
    }

    @Test(arguments: ["", "m", "1x", "-1", "1mbb", "1e999g", "99999999999999999999p", "1.2.3"])
    func `what is no size`(_ text: String) {
        #expect(ByteCount(parsing: text) == nil)
    }

    @Test(arguments: [
        ("10s", 10), ("1m30s", 90), ("500ms", 0.5), ("1h5m30s20ms", 3930.02), ("0", 0), ("1.5h", 5400), ("1d", 86_400),
    ])
    func `times`(_ text: String, _ seconds: Double) {
        #expect(ComposeDuration(parsing: text)?.duration == .seconds(seconds))
    }

    @Test(arguments: ["", "10", "s", "1x", "-1s", "1s ", "1e9y", "99999999999999y"])
    func `what is no time`(_ text: String) {
        #expect(ComposeDuration(parsing: text) == nil)
    }
}
