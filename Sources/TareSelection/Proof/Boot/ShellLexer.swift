/// Splits a shell's command line into words: quotes, escapes, variables of the environment, operators and
/// redirections.
struct ShellLexer {
    enum Token: Equatable {
        /// `plain` counts the bytes before the first quote or escape.
        case word(String, plain: Int)
        case end(ShellLine.Connector)
        /// Something that only a shell can tell.
        case unreadable
    }

    private let bytes: [UInt8]
    private let variables: [String: String]
    private var index = 0
    /// Redirections that were passed over; each goes one call deeper.
    private var redirections = 0
    private static let mostRedirections = 64

    init(_ text: String, variables: [String: String]) {
        bytes = Array(text.utf8)
        self.variables = variables
    }

    private var byte: UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func next() -> Token? {
        while let byte, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { index += 1 }
        guard let byte else { return nil }
        switch byte {
        case UInt8(ascii: "\n"), UInt8(ascii: ";"):
            index += 1
            return .end(.always)
        case UInt8(ascii: "#"):
            while let byte = self.byte, byte != UInt8(ascii: "\n") { index += 1 }
            return next()
        case UInt8(ascii: "&"):
            index += 1
            // What runs in the background is not what the container lives by.
            guard take("&") else { return .unreadable }
            return .end(.and)
        case UInt8(ascii: "|"):
            index += 1
            return .end(take("|") ? .or : .pipe)
        case UInt8(ascii: "("), UInt8(ascii: ")"): return .unreadable
        case UInt8(ascii: ">"), UInt8(ascii: "<"): return redirection()
        default: return word()
        }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard byte == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    /// Passes over `> file`, `2>&1` and the like; here-documents are not read.
    private mutating func redirection() -> Token? {
        redirections += 1
        guard redirections <= Self.mostRedirections else { return .unreadable }
        let isInput = byte == UInt8(ascii: "<")
        index += 1
        if isInput, byte == UInt8(ascii: "<") { return .unreadable }
        if !take(">") { _ = take("&") }
        while let byte, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { index += 1 }
        guard case .word = word() else { return .unreadable }
        return next()
    }

    private mutating func word() -> Token {
        var text: [UInt8] = []
        var plain: Int?
        func token() -> Token { .word(String(decoding: text, as: UTF8.self), plain: plain ?? text.count) }
        while let byte {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: ";"), UInt8(ascii: "&"),
                UInt8(ascii: "|"), UInt8(ascii: "("), UInt8(ascii: ")"):
                return token()
            case UInt8(ascii: ">"), UInt8(ascii: "<"):
                // `2>` names a descriptor, not a word.
                guard !text.isEmpty, text.allSatisfy({ (0x30...0x39).contains($0) }) else {
                    return token()
                }
                return redirection() ?? .end(.always)
            case UInt8(ascii: "'"):
                plain = plain ?? text.count
                index += 1
                guard let end = bytes[index...].firstIndex(of: byte) else { return .unreadable }
                text += bytes[index..<end]
                index = end + 1
            case UInt8(ascii: "\""):
                plain = plain ?? text.count
                guard doubleQuoted(into: &text) else { return .unreadable }
            case UInt8(ascii: "\\"):
                plain = plain ?? text.count
                index += 1
                guard let escaped = self.byte else { return .unreadable }
                if escaped != UInt8(ascii: "\n") { text.append(escaped) }
                index += 1
            case UInt8(ascii: "$"):
                guard variable(into: &text) else { return .unreadable }
            case UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "?"): return .unreadable
            default:
                text.append(byte)
                index += 1
            }
        }
        return token()
    }

    private mutating func doubleQuoted(into text: inout [UInt8]) -> Bool {
        index += 1
        while let byte {
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return true
            case UInt8(ascii: "\\"):
                index += 1
                guard let escaped = self.byte else { return false }
                if ![UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "$"), UInt8(ascii: "`")].contains(escaped) {
                    text.append(byte)
                }
                text.append(escaped)
                index += 1
            case UInt8(ascii: "$"): guard variable(into: &text) else { return false }
            case UInt8(ascii: "`"): return false
            default:
                text.append(byte)
                index += 1
            }
        }
        return false
    }

    /// `$NAME`, `${NAME}` and `${NAME:-default}`.
    private mutating func variable(into text: inout [UInt8]) -> Bool {
        index += 1
        guard let first = byte else { return false }
        if first == UInt8(ascii: "{") {
            guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "}")) else { return false }
            let inside = bytes[(index + 1)..<end]
            index = end + 1
            let name = inside.prefix(while: Self.isName)
            var rest = inside.dropFirst(name.count)
            guard !name.isEmpty else { return false }
            let value = variables[String(decoding: name, as: UTF8.self)]
            guard !rest.isEmpty else {
                text += value?.utf8 ?? "".utf8
                return true
            }
            let isColon = rest.first == UInt8(ascii: ":")
            if isColon { rest = rest.dropFirst() }
            guard rest.first == UInt8(ascii: "-"), !rest.contains(UInt8(ascii: "$")) else { return false }
            if let value, !(isColon && value.isEmpty) { text += value.utf8 } else { text += rest.dropFirst() }
            return true
        }
        let name = bytes[index...].prefix(while: Self.isName)
        guard let start = name.first, !(0x30...0x39).contains(start) else { return false }
        text += variables[String(decoding: name, as: UTF8.self)]?.utf8 ?? "".utf8
        index += name.count
        return true
    }

    private static func isName(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
            || byte == UInt8(ascii: "_")
    }
}
