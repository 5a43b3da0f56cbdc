/// Whether and how a terminal shows emphasis; never the only carrier of a meaning.
public struct TextStyle: Sendable, Hashable {
    public var usesColor: Bool
    /// Columns available; tables shorten their widest column to fit.
    public var width: Int

    public init(usesColor: Bool, width: Int = 120) {
        self.usesColor = usesColor
        self.width = width
    }

    public static let plain = TextStyle(usesColor: false)

    public func bold(_ text: String) -> String { wrap("1", text) }
    public func dim(_ text: String) -> String { wrap("2", text) }

    private func wrap(_ code: String, _ text: String) -> String {
        usesColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
