/// A text whose aliases (`*name`) are plain texts to the parser, behind a mark that tells them.
///
/// Yams resolves aliases while it parses and hashes every key with all that stands in it, so that a few lines of
/// aliases of aliases cost it hours, and nests them deeper than the stack is. Marked, an alias is one scalar to it;
/// `YAMLBuilder` resolves it against its limits. The mark is one scalar as the star is, so that columns stay.
struct AliasMarks {
    /// The last code point, a noncharacter: allowed in YAML, used by nobody.
    static let mark = "\u{10FFFF}"

    /// The text for the parser.
    let text: [UInt8]
    /// Never fewer than the parser would see: what looks like an alias in a text counts too.
    let count: Int

    /// `nil` where the text has the mark already and aliases to mark.
    init?(_ text: [UInt8]) {
        let anchors = Set(Self.names(behind: UInt8(ascii: "&"), in: text).map(\.name))
        let aliases =
            anchors.isEmpty
            ? [] : Self.names(behind: UInt8(ascii: "*"), in: text).filter { anchors.contains($0.name) }
        count = aliases.count
        guard !aliases.isEmpty else {
            self.text = text
            return
        }
        let mark = Array(Self.mark.utf8)
        guard !text.indices.contains(where: { text[$0...].starts(with: mark) }) else { return nil }
        var marked: [UInt8] = []
        marked.reserveCapacity(text.count + aliases.count * mark.count)
        var start = 0
        for alias in aliases {
            marked += text[start..<alias.place]
            marked += mark
            start = alias.place + 1
        }
        self.text = marked + text[start...]
    }

    /// A scalar's own text, which had stars where it has marks.
    static func restored(_ text: String) -> String {
        text.unicodeScalars.contains(mark.unicodeScalars.first) ? text.replacing(mark, with: "*") : text
    }

    /// The name that a plain scalar is an alias of.
    static func alias(_ text: String) -> Substring? {
        text.unicodeScalars.first == mark.unicodeScalars.first ? Substring(text.unicodeScalars.dropFirst()) : nil
    }

    private static func names(behind sign: UInt8, in text: [UInt8]) -> [(place: Int, name: ArraySlice<UInt8>)] {
        var names: [(place: Int, name: ArraySlice<UInt8>)] = []
        for place in text.indices where text[place] == sign {
            let name = text[(place + 1)...].prefix(while: isNameByte)
            if !name.isEmpty { names.append((place, name)) }
        }
        return names
    }

    /// What libyaml takes for an anchor's name.
    static func isNameByte(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "-")
    }
}

extension Sequence<Unicode.Scalar> {
    fileprivate func contains(_ scalar: Unicode.Scalar?) -> Bool {
        contains { $0 == scalar }
    }
}
