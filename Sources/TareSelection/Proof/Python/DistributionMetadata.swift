internal import TareOCI

/// What a distribution's metadata says about what it needs (PyPA, "Core metadata specifications").
struct DistributionMetadata: Equatable {
    /// `Requires-Python`.
    private(set) var requiresPython: String?
    /// `Requires-Dist`, each as written.
    private(set) var requirements: [String] = []

    private static let mostRequirements = 2_048

    /// Reads the fields, up to the first empty line, behind which the description stands.
    init(_ text: ArraySlice<UInt8>) {
        var rest = text
        while let first = rest.first {
            let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
            let line = rest[..<end]
            rest = end < rest.endIndex ? rest[(end + 1)...] : []
            if first == UInt8(ascii: "\n") || first == UInt8(ascii: "\r") { return }
            // Only two fields are of interest; others, and continuations, are passed over by their first byte.
            if first | 0x20 == UInt8(ascii: "r") { readField(line) }
        }
    }

    private mutating func readField(_ line: ArraySlice<UInt8>) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
        let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        let value = String(decoding: line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self)
        switch String(decoding: line[..<colon], as: UTF8.self).lowercased() {
        case "requires-python": requiresPython = value
        case "requires-dist" where requirements.count < Self.mostRequirements: requirements.append(value)
        default: break
        }
    }

    /// `nil` for a file that was not kept.
    init?(at path: String, in tree: ImageTree) {
        guard let node = tree.node(at: path), let text = tree.content(of: node) else { return nil }
        self.init(text)
    }
}
