/// Aliases in a YAML text, counted before it is parsed.
///
/// The parser hashes what stands for a key, all that its aliases stand for included, so that a few lines of aliases of
/// aliases would take it hours. `k` aliases multiply a text by less than e^(k/e).
enum AliasCount {
    /// Multiplies a text by 40 at most.
    static let maximum = 10

    /// How often the text has `*name` where it also has `&name`: never fewer than the parser sees.
    static func of(_ text: [UInt8]) -> Int {
        let anchors = Set(names(behind: UInt8(ascii: "&"), in: text))
        return anchors.isEmpty ? 0 : names(behind: UInt8(ascii: "*"), in: text).count(where: anchors.contains)
    }

    private static func names(behind sign: UInt8, in text: [UInt8]) -> [ArraySlice<UInt8>] {
        var names: [ArraySlice<UInt8>] = []
        for place in text.indices where text[place] == sign {
            let name = text[(place + 1)...].prefix { byte in
                (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "_")
                    || byte == UInt8(ascii: "-")
            }
            if !name.isEmpty { names.append(name) }
        }
        return names
    }
}
