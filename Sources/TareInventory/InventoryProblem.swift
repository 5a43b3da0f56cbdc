internal import TareDiagnostics

/// Something in an image that should have been read and could not be: the inventory is incomplete there.
///
/// A problem is part of the result and never passes for "nothing found": vulnerabilities of packages in an unread
/// database are unknown, not absent.
public struct InventoryProblem: Codable, Sendable, Hashable {
    /// The file or directory in the image.
    public var path: String
    /// What is wrong with it, one sentence without a full stop.
    public var what: String
    /// How to mend it, where that is known.
    public var hint: String?

    public init(path: String, what: String, hint: String? = nil) {
        self.path = path
        self.what = what
        self.hint = hint
    }

    /// A text whose writer ends every record, and that ends without.
    static func cutOff(_ path: String) -> InventoryProblem {
        InventoryProblem(path: path, what: "may be cut off: its last record has no end")
    }

    init(path: String, _ refusal: some Refusal) {
        self.init(path: path, what: refusal.description, hint: refusal.hint)
    }
}

extension InventoryProblem: CustomStringConvertible {
    public var description: String { "\(path.printable()): \(what)" }
}
