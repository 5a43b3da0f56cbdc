/// Where in an image an interpreter's installation lies: an absolute path, normalised, below the root.
struct InterpreterFolder: Hashable, Sendable {
    /// `/python`.
    let path: String

    private static let maximumLength = 200

    init(_ text: String) throws(ManagedInterpreterError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.maximumLength, parts.count > 1, parts[0].isEmpty,
            parts.dropFirst().allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." && !$0.hasPrefix(".wh.") }),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
        else { throw .invalidFolder(text) }
        path = text
    }

    /// As a tar entry names it.
    var name: [UInt8] { Array(path.utf8.dropFirst()) }
}
