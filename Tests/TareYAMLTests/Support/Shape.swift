import TareDiagnostics

@testable import TareYAML

extension YAMLNode {
    /// A document's tree as one line, without places: `{a: [1, "2"]}`, quoted where the text is.
    var shape: String {
        let tag = tag.map { $0 + " " } ?? ""
        return switch content {
        case .scalar(let scalar): tag + Self.shape(scalar.text, isPlain: scalar.style == .plain)
        case .list(let elements): tag + "[" + elements.map(\.shape).joined(separator: ", ") + "]"
        case .mapping(let entries):
            tag + "{" + entries.map { "\($0.key.shape): \($0.value.shape)" }.joined(separator: ", ") + "}"
        }
    }

    static func shape(_ text: String, isPlain: Bool) -> String { isPlain ? text : "\"\(text)\"" }

    /// The tree of a text, or what is wrong with it.
    static func shape(_ text: String, limits: YAMLLimits = YAMLLimits(), mergesKeys: Bool = false) -> String {
        shape(Array(text.utf8), limits: limits, mergesKeys: mergesKeys)
    }

    static func shape(_ text: [UInt8], limits: YAMLLimits = YAMLLimits(), mergesKeys: Bool = false) -> String {
        do {
            return try YAMLNode(parsing: text, source: "t.yaml", limits: limits, mergesKeys: mergesKeys).shape
        } catch { return error.description }
    }
}

/// The same bytes for the same seed, everywhere.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
