import Foundation
import TareDiagnostics
import Testing

@testable import TareAssembly

/// Certificates beside OpenSSL and update-ca-certificates.
@Suite struct CertificateTests {
    private static let folder = "/usr/share/ca-certificates"
    private static let hasCertificates = Tool.available("openssl", "sh") && Places.has(folder)

    private static func certificates() throws -> [String] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder)
        return paths.filter { $0.hasSuffix(".crt") }.sorted().map { "\(folder)/\($0)" }
    }

    /// What `openssl x509 -subject_hash` says of files, in their order.
    private func hashes(_ paths: [String]) throws -> [String] {
        let script = "for file; do openssl x509 -noout -subject_hash -in \"$file\"; done"
        let answer = try Tool.run("sh", ["-ec", script, "sh"] + paths)
        return String(decoding: answer, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private func ours(_ path: String) throws -> String? {
        DistinguishedNameHash.of(certificate: try #require(CertificateStore.decode(try Places.bytes(path))))
    }

    @Test(.enabled(if: hasCertificates)) func `the hash of every certificate of Mozilla is OpenSSL's`() throws {
        let paths = try Self.certificates()
        #expect(paths.count > 50)
        let theirs = try hashes(paths)
        try #require(theirs.count == paths.count)
        for (path, hash) in zip(paths, theirs) { #expect(try ours(path) == hash, "\(path)") }
    }

    private static let masks = [
        "utf8only", "pkix", "nombstr", "MASK:0x4", "MASK:0x100", "MASK:0x800", "MASK:0x10", "MASK:0x40",
    ]
    private static let subjects = [
        "/CN=Plain", "/O=  Two   Blanks \t /CN=MiXeD CaSe", "/C=DE/O=Größe Ä/OU=é/CN=ñ", "/O=A+CN=B+OU=C/CN=Multi",
        "/CN= /O=x", "/emailAddress=Me@Example.ORG/CN=mail", "/CN=日本 語", "/serialNumber=1 2/dnQualifier=X",
    ]
    /// Each string type of X.501 that OpenSSL brings to a canonical form, with three subjects: three each of all.
    private static let made = masks.indices.flatMap { number in
        [0, 2, 5].map { (masks[number], subjects[(number + $0) % subjects.count]) }
    }.filter { mask, subject in
        // T61String has no such letters.
        !(subject.contains("日") && ["nombstr", "MASK:0x4"].contains(mask))
    }

    @Test(.enabled(if: Tool.available("openssl")), arguments: made)
    func `the hash of a made certificate is OpenSSL's`(_ mask: String, _ subject: String) throws {
        let scratch = try ScratchDirectory()
        try scratch.write(
            Array("[req]\ndistinguished_name = n\nstring_mask = \(mask)\nutf8 = yes\n[n]\n".utf8), to: "config")
        try Tool.run(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-utf8", "-config",
                scratch.path("config"), "-subj", subject, "-keyout", scratch.path("key"), "-out", scratch.path("c.crt"),
            ])
        #expect(try ours(scratch.path("c.crt")) == hashes([scratch.path("c.crt")]).first)
    }

    /// A root with a folder of certificates.
    private func tree(_ paths: [String]) throws -> RootTree {
        var tree = RootTree()
        for path in paths { try tree.write(try Places.bytes(path), to: path) }
        return tree
    }

    private static let all = RecipeSection.Certificates(
        from: folder, bundle: "/etc/ssl/certs/ca-certificates.crt", bundleMode: 0o644, directory: "/etc/ssl/certs",
        list: "/etc/ca-certificates.conf")

    private func links(_ tree: RootTree) -> [String: String] {
        tree.entries.reduce(into: [:]) { links, entry in
            guard case .symbolicLink(let target) = entry.value.content else { return }
            links[String(decoding: entry.key.name, as: UTF8.self)] = String(decoding: target, as: UTF8.self)
        }
    }

    @Test(.enabled(if: hasCertificates && Tool.available("/usr/sbin/update-ca-certificates")))
    func `bundle and links are those of update-ca-certificates`() throws {
        let paths = try Self.certificates()
        var tree = try tree(paths)
        try CertificateStore(Self.all).write(to: &tree, recipe: "mine.yaml")
        let scratch = try ScratchDirectory()
        let list = try #require(try tree.bytes(at: try RootTree.path("/etc/ca-certificates.conf")))
        try scratch.write(list, to: "list")
        for name in ["local/x", "certs/x", "hooks/x"] { try scratch.write([], to: name) }
        try Tool.run("rm", ["-f", scratch.path("local/x"), scratch.path("certs/x"), scratch.path("hooks/x")])
        try Tool.run(
            "/usr/sbin/update-ca-certificates",
            [
                "--certsconf", scratch.path("list"), "--localcertsdir", scratch.path("local"), "--etccertsdir",
                scratch.path("certs"), "--hooksdir", scratch.path("hooks"),
            ])
        var theirs: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: scratch.path("certs")) {
            let path = scratch.path("certs/\(name)")
            theirs[name] = try? FileManager.default.destinationOfSymbolicLink(atPath: path)
        }
        #expect(links(tree) == theirs)
        func blocks(_ bytes: [UInt8]) -> Set<String> {
            Set(
                String(decoding: bytes, as: UTF8.self).split(separator: "-----BEGIN CERTIFICATE-----").map {
                    String($0)
                })
        }
        let bundle = try #require(try tree.bytes(at: try RootTree.path(Self.all.bundle)))
        #expect(blocks(bundle) == blocks(try scratch.read("certs/ca-certificates.crt")))
        #expect(blocks(bundle).count == paths.count)
    }

    @Test(.enabled(if: hasCertificates)) func `one certificate twice has one link, two of one name have two`() throws {
        let scratch = try ScratchDirectory()
        let path = try #require(Self.certificates().first)
        let first = try Places.bytes(path)
        for name in ["a", "b", "c"] {
            try Tool.run(
                "openssl",
                [
                    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
                    "/CN=Same",
                    "-keyout", scratch.path("key"), "-out", scratch.path("\(name).crt"),
                ])
        }
        try scratch.write(first, to: "d.crt")
        try scratch.write(first, to: "e (x), y.crt")
        var tree = RootTree()
        for name in ["a", "b", "c", "d", "e (x), y"] {
            try tree.write(try scratch.read("\(name).crt"), to: "\(Self.folder)/\(name).crt")
            try scratch.write(
                try scratch.read("\(name).crt"),
                to: "certs/"
                    + name.replacing(" ", with: "_").replacing(",", with: "_").replacing("(", with: "=").replacing(
                        ")", with: "=") + ".pem")
        }
        try CertificateStore(Self.all).write(to: &tree, recipe: "mine.yaml")
        try Tool.run("openssl", ["rehash", scratch.path("certs")])
        let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path("certs"))
        let theirs = names.reduce(into: [String: String]()) {
            $0[$1] = try? FileManager.default.destinationOfSymbolicLink(atPath: scratch.path("certs/\($1)"))
        }
        #expect(links(tree).filter { !$0.key.hasSuffix(".pem") } == theirs)
        #expect(theirs.count == 4)
        #expect(links(tree)["e_=x=__y.pem"] == "/usr/share/ca-certificates/e (x), y.crt")
    }

    @Test(arguments: [
        "", "nothing", "-----BEGIN CERTIFICATE-----\nAAAA\n",
        "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n",
    ])
    func `what is no certificate is refused`(_ text: String) throws {
        var tree = RootTree()
        try tree.write(Array(text.utf8), to: "/usr/share/ca-certificates/a.crt")
        #expect(throws: AssemblyError.malformedCertificate(path: "/usr/share/ca-certificates/a.crt")) {
            try CertificateStore(Self.all).write(to: &tree, recipe: "mine.yaml")
        }
    }

    @Test func `a folder without certificates is refused with the recipe's name`() {
        var tree = RootTree()
        let error = #expect(throws: AssemblyError.self) {
            try CertificateStore(Self.all).write(to: &tree, recipe: "mine.yaml")
        }
        #expect(
            error?.description
                == "mine.yaml: 'certificates.from' names '/usr/share/ca-certificates', which no chosen package has")
    }

    @Test(.enabled(if: hasCertificates)) func `damaged certificates have a hash or none`() throws {
        let path = try #require(Self.certificates().first)
        let der = try #require(CertificateStore.decode(try Places.bytes(path)))
        var random = SeededGenerator(seed: 22)
        var refused = 0
        for _ in 0..<2000 where DistinguishedNameHash.of(certificate: random.mutated(Array(der.prefix(400)))) == nil {
            refused += 1
        }
        #expect(refused > 500)
        for length in 0..<400 { #expect(DistinguishedNameHash.of(certificate: Array(der[..<length])) == nil) }
    }
}
