internal import Crypto
internal import FoundationEssentials

/// Makes certificates that packages ship usable: what `update-ca-certificates` and `openssl rehash` do.
struct CertificateStore {
    private let certificates: RecipeSection.Certificates

    init(_ certificates: RecipeSection.Certificates) { self.certificates = certificates }

    func write(to tree: inout RootTree, recipe: String) throws(AssemblyError) {
        let folder = try RootTree.path(certificates.from)
        let paths = tree.filePaths(below: try tree.resolve(folder)).filter {
            $0.bytes.suffix(4).elementsEqual(".crt".utf8)
        }
        guard !paths.isEmpty else {
            throw .missingFile(recipe: recipe, key: "certificates.from", path: certificates.from)
        }
        var bundle: [UInt8] = []
        var names: [String] = []
        var links: [(name: String, path: TreePath, certificate: [UInt8])] = []
        for path in paths {
            guard let text = try tree.bytes(at: path) else { continue }
            bundle += text
            if bundle.last != UInt8(ascii: "\n") { bundle.append(UInt8(ascii: "\n")) }
            guard let der = Self.decode(text) else { throw .malformedCertificate(path: path.text) }
            links.append((Self.linkName(path), path, der))
            names.append(String(decoding: path.bytes, as: UTF8.self))
        }
        try tree.write(bundle, to: certificates.bundle, mode: certificates.bundleMode)
        if let list = certificates.list {
            // Relative to /usr/share/ca-certificates, as the list's reader takes them.
            let parent = "usr/share/ca-certificates/"
            let lines = names.map { $0.hasPrefix(parent) ? String($0.dropFirst(parent.count)) : "/" + $0 }
            try tree.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: list)
        }
        guard let directory = certificates.directory else { return }
        for link in links { try tree.link("\(directory)/\(link.name)", to: link.path.text) }
        var taken: [String: [String]] = [:]
        for link in links.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
            guard let hash = DistinguishedNameHash.of(certificate: link.certificate) else {
                throw .malformedCertificate(path: link.path.text)
            }
            let fingerprint = HexText.of(SHA256.hash(data: link.certificate))
            // One certificate under two names has one hash link.
            if taken[hash]?.contains(fingerprint) == true { continue }
            try tree.link("\(directory)/\(hash).\(taken[hash]?.count ?? 0)", to: link.name)
            taken[hash, default: []].append(fingerprint)
        }
    }

    /// The file's name as `update-ca-certificates` writes it: `.pem`, blanks and commas as `_`, parentheses as `=`.
    private static func linkName(_ path: TreePath) -> String {
        var name = String(decoding: path.name.dropLast(4), as: UTF8.self)
        name = String(
            name.map { character in
                switch character {
                case " ", ",": "_"
                case "(", ")": "="
                default: character
                }
            })
        return name + ".pem"
    }

    /// The first certificate of a PEM text (RFC 7468).
    static func decode(_ text: [UInt8]) -> [UInt8]? {
        let lines = text.split(separator: UInt8(ascii: "\n")).map { line in
            var line = line.drop { $0 == 0x20 || $0 == 0x09 }
            while let last = line.last, last <= 0x20 { line.removeLast() }
            return line
        }
        guard let begin = lines.firstIndex(where: { $0.elementsEqual("-----BEGIN CERTIFICATE-----".utf8) }),
            let end = lines[begin...].firstIndex(where: { $0.elementsEqual("-----END CERTIFICATE-----".utf8) })
        else { return nil }
        return Data(base64Encoded: Data(lines[(begin + 1)..<end].joined())).map { Array($0) }
    }
}
