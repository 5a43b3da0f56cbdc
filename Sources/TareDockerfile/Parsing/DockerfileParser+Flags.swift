extension DockerfileParser {
    /// `extractBuilderFlags`: leading `--name=value` words; gives the place behind them. Bytes are taken for
    /// characters.
    mutating func readFlags(_ first: Int, _ end: Int) -> Int {
        var place = first
        while true {
            while place < end, text[place].isLatinSpace { place += 1 }
            guard place + 1 < end, text[place] == 0x2D, text[place + 1] == 0x2D else { return place }
            let start = place
            guard let flag = readFlag(&place, end) else { return place }
            if flag.range.end > start { flags.append(flag) }
        }
    }

    /// One flag; nil if it is the `--` that ends them.
    private mutating func readFlag(_ place: inout Int, _ end: Int) -> FlagNode? {
        let start = place
        var quote: UInt8 = 0
        var isEncoded = false
        var sign: Int?
        while place < end {
            let byte = text[place]
            if quote == 0, byte.isLatinSpace { break }
            if byte == escape {
                isEncoded = true
                place += 2
                continue
            }
            if quote == 0, byte == 0x27 || byte == 0x22 {
                (quote, isEncoded) = (byte, true)
            } else if byte == quote, quote != 0 {
                quote = 0
            } else if byte >= 0x80 {
                isEncoded = true
            } else if byte == 0x3D, sign == nil {
                sign = place
            }
            place += 1
        }
        place = min(place, end)
        let range = TextRange(start, place)
        let nameEnd = sign ?? place
        let flag = FlagNode(
            range: range, name: TextRange(start + 2, nameEnd), value: sign.map { TextRange($0 + 1, place) },
            isEncoded: isEncoded)
        return isEncoded ? (decodedFlag(range) == "--" ? nil : flag) : (range.end - range.start == 2 ? nil : flag)
    }

    private func decodedFlag(_ range: TextRange) -> String { text.decodedFlag(range, escape: escape) }
}

extension [UInt8] {
    /// A flag without its quotes and escapes; each byte above ASCII becomes the character of that number, as BuildKit
    /// has it.
    func decodedFlag(_ range: TextRange, escape: UInt8) -> String {
        var result = String.UnicodeScalarView()
        var quote: UInt8 = 0
        var place = range.start
        while place < range.end {
            var byte = self[place]
            if quote == 0, byte == 0x27 || byte == 0x22 {
                quote = byte
                place += 1
                continue
            }
            if byte == quote, quote != 0 {
                quote = 0
                place += 1
                continue
            }
            if byte == escape {
                place += 1
                guard place < range.end else { break }
                byte = self[place]
            }
            result.append(Unicode.Scalar(byte))
            place += 1
        }
        return String(result)
    }
}
