internal import FoundationEssentials

/// Renders a result as JSON: keys sorted, slashes as they are, one newline at the end.
public enum JSONReport {
    public static func text(_ result: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(result), as: UTF8.self) + "\n"
    }
}
