/// A word of a command, as written; what it comes to is known if nothing is expanded in it.
public struct ShellWord: Sendable {
    let script: ShellScript
    let node: ShellWordNode

    /// Where it is written.
    public var range: SourceRange { script.source(node.range) }

    /// As written, with its quotes.
    public var rawText: String { script.string(node.range) }

    /// Whether nothing is expanded in it but patterns: `staticText` is there.
    public var isStatic: Bool { node.traits.isDisjoint(with: [.expansion, .substitution, .opaque]) }

    /// Whether quotes or backslashes stand in it.
    public var isQuoted: Bool { node.traits.contains(.quoted) }

    /// Whether a variable stands in it.
    public var hasVariable: Bool { node.traits.contains(.expansion) }

    /// Whether a command's output stands in it.
    public var hasSubstitution: Bool { node.traits.contains(.substitution) }

    /// Whether `*`, `?` or `[` stands outside quotes.
    public var hasPattern: Bool { node.traits.contains(.pattern) }

    /// Whether braces stand outside quotes, of which bash (not dash) may make several words.
    public var hasBraces: Bool { node.traits.contains(.brace) }

    /// Without quotes; nil if something is expanded in it.
    public var staticText: String? {
        guard isStatic else { return nil }
        return isQuoted ? String(decoding: unquoted, as: UTF8.self) : rawText
    }

    /// Without quotes, with expansions as they are written.
    public var looseText: String { isQuoted ? String(decoding: unquoted, as: UTF8.self) : rawText }

    private var unquoted: [UInt8] { script.bytes.unquoted(node.range, stripsTabs: script.stripsTabs) }

    /// Whether it comes to these characters.
    public func equals(_ text: StaticString) -> Bool {
        guard isStatic else { return false }
        guard !isQuoted else { return unquoted.elementsEqual(text.bytes) }
        return node.range.end - node.range.start == text.utf8CodeUnitCount
            && script.bytes[node.range.offsets].elementsEqual(text.bytes)
    }

    /// Whether it begins with these characters, whatever follows.
    public func hasPrefix(_ text: StaticString) -> Bool {
        guard isQuoted else { return script.bytes[node.range.offsets].starts(with: text.bytes) }
        return unquoted.starts(with: text.bytes)
    }

    /// Whether it names this program: `pip`, `/usr/bin/pip`.
    func isProgram(_ name: StaticString) -> Bool {
        guard isStatic else { return false }
        let bytes = isQuoted ? unquoted[...] : script.bytes[node.range.offsets]
        guard let slash = bytes.lastIndex(of: 0x2F) else { return bytes.elementsEqual(name.bytes) }
        return bytes[(slash + 1)...].elementsEqual(name.bytes)
    }

    /// Whether it is an option: `-` and something.
    public var isOption: Bool {
        let bytes = isQuoted ? unquoted[...] : script.bytes[node.range.offsets]
        return bytes.count > 1 && bytes.first == 0x2D
    }
}

extension ShellWord: CustomStringConvertible {
    public var description: String { rawText }
}

extension StaticString {
    // SAFETY: the buffer is the literal's own, which lives as long as the program.
    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount) }
}

extension [UInt8] {
    /// A word without its quotes (POSIX §2.2); expansions stay as they are written.
    func unquoted(_ range: TextRange, stripsTabs: Bool) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(range.end - range.start)
        var place = range.start
        let end = range.end
        var isDouble = false
        while place < end {
            let byte = self[place]
            place += 1
            switch byte {
            case 0x27 where !isDouble:
                while place < end, self[place] != 0x27 {
                    result.append(self[place])
                    let isLineEnd = self[place] == 0x0A
                    place += 1
                    if isLineEnd, stripsTabs { while place < end, self[place] == 0x09 { place += 1 } }
                }
                place += 1
            case 0x22: isDouble.toggle()
            case 0x5C where place < end:
                let next = self[place]
                if next == 0x0A {
                    place += 1
                } else if isDouble, next != 0x24, next != 0x60, next != 0x22, next != 0x5C {
                    result.append(byte)
                } else {
                    result.append(next)
                    place += 1
                }
            case 0x24 where !isDouble && place < end && self[place] == 0x27:
                place = appendEscaped(from: place + 1, end, to: &result)
            default: result.append(byte)
            }
        }
        return result
    }

    /// `$'…'`: the escapes that stand for one byte; others stay as they are written.
    private func appendEscaped(from start: Int, _ end: Int, to result: inout [UInt8]) -> Int {
        var place = start
        while place < end, self[place] != 0x27 {
            guard self[place] == 0x5C, place + 1 < end else {
                result.append(self[place])
                place += 1
                continue
            }
            switch self[place + 1] {
            case 0x6E: result.append(0x0A)
            case 0x74: result.append(0x09)
            case 0x72: result.append(0x0D)
            case 0x61: result.append(0x07)
            case 0x62: result.append(0x08)
            case 0x65, 0x45: result.append(0x1B)
            case 0x66: result.append(0x0C)
            case 0x76: result.append(0x0B)
            case 0x27, 0x22, 0x5C, 0x3F: result.append(self[place + 1])
            default: result += [0x5C, self[place + 1]]
            }
            place += 2
        }
        return place + 1
    }
}
