/// The statements of a Python file that stand at its left margin, enough of them to find what it defines.
///
/// A lexer, not a parser: it knows comments, strings and brackets, so that a line inside of these is no statement.
struct PythonSource {
    struct Statement {
        /// From 1.
        var line: Int
        /// The text up to the end of its first line, comments and the contents of strings dropped.
        var text: [UInt8]
        /// Whether it stands at the left margin.
        var isTopLevel: Bool
    }

    private(set) var statements: [Statement] = []

    /// Bytes of a file that are looked at; an application is made near the top of its module.
    static let maximumLength = 1 << 20

    init(_ bytes: [UInt8]) {
        var lexer = Lexer(bytes: bytes[..<min(bytes.count, Self.maximumLength)])
        lexer.run()
        statements = lexer.statements
    }

    private struct Lexer {
        let bytes: ArraySlice<UInt8>
        var statements: [Statement] = []
        private var index = 0
        private var line = 1
        private var depth = 0
        private var text: [UInt8] = []
        private var startLine = 1

        init(bytes: ArraySlice<UInt8>) { self.bytes = bytes }

        mutating func run() {
            while index < bytes.count {
                let byte = bytes[index]
                switch byte {
                case UInt8(ascii: "#"): while index < bytes.count, bytes[index] != 0x0A { index += 1 }
                case UInt8(ascii: "\""), UInt8(ascii: "'"): string(byte)
                case UInt8(ascii: "\\"):
                    // A line that goes on in the next.
                    index += 1
                    if index < bytes.count, bytes[index] == 0x0D { index += 1 }
                    if index < bytes.count, bytes[index] == 0x0A { line += 1 }
                    index += 1
                case 0x0A:
                    index += 1
                    if depth == 0 { end() }
                    line += 1
                    if depth == 0 { startLine = line }
                default:
                    if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
                        depth += 1
                    } else if byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
                        depth = max(0, depth - 1)
                    }
                    if byte != 0x0D, text.count < 4096 { text.append(byte) }
                    index += 1
                }
            }
            end()
        }

        private mutating func end() {
            let isIndented = text.first?.isWhitespace == true
            let trimmed = text[...].trimmingWhitespace()
            if !trimmed.isEmpty {
                statements.append(Statement(line: startLine, text: Array(trimmed), isTopLevel: !isIndented))
            }
            text = []
        }

        /// Goes over a string; what remains of it are its quotes.
        private mutating func string(_ quote: UInt8) {
            let isLong = index + 2 < bytes.count && bytes[index + 1] == quote && bytes[index + 2] == quote
            index += isLong ? 3 : 1
            text += [quote, quote]
            while index < bytes.count {
                let byte = bytes[index]
                if byte == UInt8(ascii: "\\") {
                    if index + 1 < bytes.count, bytes[index + 1] == 0x0A { line += 1 }
                    index += 2
                } else if byte == 0x0A, !isLong {
                    return
                } else if byte == quote, !isLong {
                    index += 1
                    return
                } else if byte == quote, index + 2 < bytes.count, bytes[index + 1] == quote, bytes[index + 2] == quote {
                    index += 3
                    return
                } else {
                    if byte == 0x0A { line += 1 }
                    index += 1
                }
            }
        }
    }
}
