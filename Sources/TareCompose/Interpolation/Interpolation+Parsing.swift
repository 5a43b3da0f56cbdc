extension Interpolation {
    private static let maximumDepth = 40

    /// Takes a text apart as compose-go's `template` does.
    ///
    /// - Complexity: linear in the text, times the depth of variables in each other.
    public init(parsing text: String) throws(InterpolationFault) {
        guard text.utf8.contains(UInt8(ascii: "$")) else {
            self.init(parts: text.isEmpty ? [] : [.text(text)])
            return
        }
        self = try Self.parse(Array(text.utf8)[...], depth: 0)
    }

    private static func parse(_ text: ArraySlice<UInt8>, depth: Int) throws(InterpolationFault) -> Interpolation {
        guard depth <= maximumDepth else { throw .tooDeep }
        var parts: [Part] = []
        var plain: [UInt8] = []
        func flush(_ plain: inout [UInt8], _ parts: inout [Part]) {
            if !plain.isEmpty { parts.append(.text(String(decoding: plain, as: UTF8.self))) }
            plain = []
        }
        var rest = text
        while let byte = rest.first {
            guard byte == UInt8(ascii: "$") else {
                plain.append(byte)
                rest = rest.dropFirst()
                continue
            }
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "$") {
                plain.append(byte)
                rest = rest.dropFirst()
            } else if rest.first == UInt8(ascii: "{") {
                flush(&plain, &parts)
                parts.append(.variable(try braced(&rest, depth: depth)))
            } else if let name = name(&rest) {
                flush(&plain, &parts)
                parts.append(.variable(Variable(name: name, modifier: nil, argument: Interpolation())))
            } else {
                plain.append(byte)
            }
        }
        flush(&plain, &parts)
        return Interpolation(parts: parts)
    }

    /// `{NAME}` or `{NAME:-argument}`; `rest` begins at the brace.
    private static func braced(
        _ rest: inout ArraySlice<UInt8>, depth: Int
    ) throws(InterpolationFault) -> Variable {
        let start = rest
        rest = rest.dropFirst()
        guard let name = name(&rest) else { throw .malformed }
        if rest.first == UInt8(ascii: "}") {
            rest = rest.dropFirst()
            return Variable(name: name, modifier: nil, argument: Interpolation())
        }
        guard let modifier = Modifier.allCases.first(where: { rest.starts(with: $0.rawValue.utf8) }) else {
            throw .malformed
        }
        guard let end = closing(start) else { throw .malformed }
        rest = rest.dropFirst(modifier.rawValue.utf8.count)
        let argument = try parse(rest[..<max(end, rest.startIndex)], depth: depth + 1)
        rest = rest[(end + 1)...]
        return Variable(name: name, modifier: modifier, argument: argument)
    }

    /// The brace that closes the first one: where all in between are closed, or else the last of the line.
    private static func closing(_ text: ArraySlice<UInt8>) -> Int? {
        var open = 0
        var last: Int?
        var place = text.startIndex
        while place < text.endIndex, text[place] != UInt8(ascii: "\n") {
            if text[place] == UInt8(ascii: "{") {
                open += 1
            } else if text[place] == UInt8(ascii: "}") {
                open -= 1
                last = place
                if open == 0 { return place }
            }
            place += 1
        }
        return last
    }

    /// A name of letters, digits and `_` that begins with no digit.
    private static func name(_ rest: inout ArraySlice<UInt8>) -> String? {
        guard let first = rest.first, first &- UInt8(ascii: "0") >= 10 else { return nil }
        let name = rest.prefix { byte in
            (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "_")
        }
        guard !name.isEmpty else { return nil }
        rest = rest[name.endIndex...]
        return String(decoding: name, as: UTF8.self)
    }
}
