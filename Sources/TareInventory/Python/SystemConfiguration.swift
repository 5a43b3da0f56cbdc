/// The few of an interpreter's build variables that an inventory needs, out of `_sysconfigdata*.py`, which is one
/// Python dictionary with a variable a line: `'SOABI': 'cpython-312-x86_64-linux-gnu',`.
struct SystemConfiguration: Surveying {
    static let landmarks: [Landmark] = [.beginning("_sysconfigdata")]

    private(set) var extensionTag: String?
    private(set) var isFreeThreaded = false

    init(_ text: ArraySlice<UInt8>) {
        for line in ByteLines(text) {
            let line = line.trimmed
            if line.hasBeginning("'SOABI':") {
                extensionTag = Self.quoted(line.dropFirst(8))
            } else if line.hasBeginning("'Py_GIL_DISABLED':") {
                isFreeThreaded = line.dropFirst(18).trimmed.first == UInt8(ascii: "1")
            }
        }
    }

    private static func quoted(_ value: ArraySlice<UInt8>) -> String? {
        let value = value.trimmed
        let quote = UInt8(ascii: "'")
        guard value.first == quote else { return nil }
        let text = value.dropFirst().prefix { $0 != quote }
        return text.isEmpty ? nil : text.text
    }
}
