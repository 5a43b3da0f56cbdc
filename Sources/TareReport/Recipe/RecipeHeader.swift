/// The first line of every file that is written: the command that wrote it, by which it is checked and written anew.
///
/// ```
/// # tare init --base slim-trixie --python 3.13
/// ```
public struct RecipeHeader: Sendable, Hashable {
    public var base: String?
    public var python: String?
    public var image: String?
    public var isForKubernetes: Bool

    private static let command = "# tare init"

    public init(base: String? = nil, python: String? = nil, image: String? = nil, isForKubernetes: Bool = false) {
        (self.base, self.python, self.image, self.isForKubernetes) = (base, python, image, isForKubernetes)
    }

    /// Of a file's text; `nil` for a file that somebody else wrote.
    public init?(_ text: [UInt8]) {
        let line = text.prefix { $0 != 0x0A && $0 != 0x0D }
        guard line.count <= 1024, line.starts(with: Self.command.utf8) else { return nil }
        self.init()
        var words = String(decoding: line.dropFirst(Self.command.utf8.count), as: UTF8.self).split(separator: " ")[...]
        while let option = words.popFirst() {
            switch option {
            case "--base": base = words.popFirst().map(String.init)
            case "--python": python = words.popFirst().map(String.init)
            case "--image": image = words.popFirst().map(String.init)
            case "--kubernetes": isForKubernetes = true
            default: return nil
            }
        }
    }

    var line: String {
        var words = [Self.command]
        if let base { words += ["--base", base] }
        if let python { words += ["--python", python] }
        if isForKubernetes { words.append("--kubernetes") }
        if let image { words += ["--image", image] }
        return words.joined(separator: " ")
    }
}
