/// The words, strings and marks of a Python file, enough to see what it calls with which names.
///
/// Comments are left out. Strings come with their text as it is written, whatever prefix they have; those with
/// replacement fields (`f"…"`) come as empty ones, since what they are is not known.
struct PythonTokens {
    enum Token: Hashable, Sendable {
        case name(String)
        case string(String)
        case mark(UInt8)
        /// The end of a line, inside of brackets too.
        case line
    }

    private(set) var tokens: [Token] = []
    /// Of each token, from 1.
    private(set) var lines: [Int] = []

    /// Bytes of a file that are looked at.
    static let maximumLength = 1 << 20

    private let bytes: ArraySlice<UInt8>
    private var index = 0
    private var line = 1

    /// Linear in the bytes.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes[..<min(bytes.count, Self.maximumLength)]
        while index < self.bytes.count { step() }
    }

    private mutating func add(_ token: Token) {
        tokens.append(token)
        lines.append(line)
    }

    private mutating func step() {
        let byte = bytes[index]
        switch byte {
        case UInt8(ascii: "#"): while index < bytes.count, bytes[index] != 0x0A { index += 1 }
        case UInt8(ascii: "\""), UInt8(ascii: "'"): string(byte, isKnown: true)
        case 0x0A:
            add(.line)
            line += 1
            index += 1
        case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0D, 0x0C: index += 1
        case _ where Self.isWord(byte): word()
        default:
            add(.mark(byte))
            index += 1
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || byte >= 0x80 || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private mutating func word() {
        let start = index
        while index < bytes.count, Self.isWord(bytes[index]) { index += 1 }
        let word = bytes[start..<index]
        if word.count <= 2, index < bytes.count,
            bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'"),
            word.allSatisfy({ "bBrRuUfFtT".utf8.contains($0) })
        {
            string(bytes[index], isKnown: !word.contains { "fFtT".utf8.contains($0) })
            return
        }
        add(.name(word.count <= 256 ? String(decoding: word, as: UTF8.self) : ""))
    }

    private mutating func string(_ quote: UInt8, isKnown: Bool) {
        let isLong = index + 2 < bytes.count && bytes[index + 1] == quote && bytes[index + 2] == quote
        index += isLong ? 3 : 1
        let start = index
        var end = bytes.count
        var lines = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\\") {
                if index + 1 < bytes.count, bytes[index + 1] == 0x0A { lines += 1 }
                index = min(index + 2, bytes.count)
                continue
            }
            // A string that does not end with its line is none; the line goes on as it would.
            if byte == 0x0A, !isLong {
                end = index
                break
            }
            if byte == quote,
                !isLong || (index + 2 < bytes.count && bytes[index + 1] == quote && bytes[index + 2] == quote)
            {
                end = index
                index += isLong ? 3 : 1
                break
            }
            if byte == 0x0A { lines += 1 }
            index += 1
        }
        let text = bytes[start..<min(max(start, end), bytes.count)]
        add(.string(isKnown && text.count <= 512 ? String(decoding: text, as: UTF8.self) : ""))
        line += lines
    }
}
