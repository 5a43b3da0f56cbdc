import TareDockerfile

/// A base image's reference in its parts, variables left as written: hadolint's view of `FROM`.
final class ImageName: Sendable {
    let registry: String?
    /// Without registry, tag and digest.
    let name: String
    let tag: String?
    let digest: String?
    /// The stage's name as written.
    let alias: String?
    /// `--platform` as written.
    let platform: String?

    convenience init(_ from: FromCommand) {
        self.init(from.base.text, alias: from.name?.text, platform: from.platform?.text)
    }

    /// A colon or an `@` inside `${…}` parts nothing.
    init(_ reference: String, alias: String? = nil, platform: String? = nil) {
        (self.alias, self.platform) = (alias, platform)
        let bytes = Array(reference.utf8)
        var (depth, slash, at, colon): (Int, Int?, Int?, Int?) = (0, nil, nil, nil)
        var lastSlash = -1
        for (place, byte) in bytes.enumerated() {
            switch byte {
            case 0x7B where depth > 0 || (place > 0 && bytes[place - 1] == 0x24): depth += 1
            case 0x7D where depth > 0: depth -= 1
            case 0x2F where depth == 0 && at == nil:
                if slash == nil { slash = place }
                lastSlash = place
                colon = nil
            case 0x40 where depth == 0 && at == nil: at = place
            case 0x3A where depth == 0 && at == nil && colon == nil && place > lastSlash: colon = place
            default: break
            }
        }
        func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        let nameEnd = colon ?? at ?? bytes.count
        var nameStart = 0
        if let slash, slash < nameEnd, Self.isRegistry(text(0..<slash)) {
            registry = text(0..<slash)
            nameStart = slash + 1
        } else {
            registry = nil
        }
        name = text(nameStart..<nameEnd)
        tag = colon.map { text($0 + 1..<(at ?? bytes.count)) }
        digest = at.map { text($0 + 1..<bytes.count) }
    }

    /// Docker's rule: a first component with a dot or a port is a host, and so is `localhost`.
    private static func isRegistry(_ text: String) -> Bool {
        text.utf8.contains(0x2E) || text.utf8.contains(0x3A) || text == "localhost"
    }

    /// Under which later stages find it: its alias, or the image's name.
    var stageName: String { alias ?? name }
}

extension ImageName: Equatable {
    static func == (one: ImageName, other: ImageName) -> Bool {
        one === other
            || one.registry == other.registry && one.name == other.name && one.tag == other.tag
                && one.digest == other.digest && one.alias == other.alias && one.platform == other.platform
    }
}
