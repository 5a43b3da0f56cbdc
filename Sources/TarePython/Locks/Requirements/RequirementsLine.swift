/// One logical line of a requirements file: continuations joined, the comment dropped.
struct RequirementsLine {
    /// The bytes of the line, and for each the place in the file that it came from.
    var bytes: [UInt8] = []
    var offsets: [Int] = []

    /// The place in the file of a byte of the line.
    func offset(_ index: Int) -> Int {
        index < offsets.count ? offsets[index] : (offsets.last.map { $0 + 1 } ?? 0)
    }

    static let maximumLength = 1 << 20

    /// The lines that are not empty, in pip's order of work: lines that end in `\` are joined with the next, then
    /// comments (`#` at the start or behind a blank) are dropped.
    static func lines(of bytes: [UInt8]) -> [RequirementsLine] {
        var lines: [RequirementsLine] = []
        var current = RequirementsLine()
        var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while index < bytes.count {
            let end = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
            var stop = end
            if stop > index, bytes[stop - 1] == 0x0D { stop -= 1 }
            let isComment = bytes[index..<stop].first { !$0.isBlank } == UInt8(ascii: "#")
            let continues = !isComment && stop > index && bytes[stop - 1] == UInt8(ascii: "\\")
            // A comment ends the line that is being continued.
            if !(isComment && !current.bytes.isEmpty) {
                let last = continues ? stop - 1 : stop
                current.bytes += bytes[index..<last]
                current.offsets += index..<last
            }
            if !continues || end == bytes.count {
                current.dropComment()
                if !current.bytes.isEmpty { lines.append(current) }
                current = RequirementsLine()
            }
            index = end + 1
        }
        if !current.bytes.isEmpty {
            current.dropComment()
            if !current.bytes.isEmpty { lines.append(current) }
        }
        return lines
    }

    private mutating func dropComment() {
        var end = bytes.count
        for index in bytes.indices where bytes[index] == UInt8(ascii: "#") {
            if index == 0 || bytes[index - 1].isWhitespace {
                end = index
                break
            }
        }
        while end > 0, bytes[end - 1].isWhitespace { end -= 1 }
        var start = 0
        while start < end, bytes[start].isWhitespace { start += 1 }
        bytes = Array(bytes[start..<end])
        offsets = Array(offsets[start..<end])
    }

    /// `${NAME}` replaced by the variable's value; a variable that is not set stays as written.
    mutating func expandVariables(_ value: (String) -> String?) {
        guard bytes.contains(UInt8(ascii: "$")) else { return }
        var expanded = RequirementsLine()
        var index = 0
        while index < bytes.count {
            if let (name, end) = variable(at: index), let text = value(name) {
                expanded.bytes += text.utf8
                expanded.offsets += repeatElement(offsets[index], count: text.utf8.count)
                index = end
            } else {
                expanded.bytes.append(bytes[index])
                expanded.offsets.append(offsets[index])
                index += 1
            }
        }
        self = expanded
    }

    /// The name in `${NAME}`, of capital letters, digits and `_`, and where the reference ends.
    private func variable(at index: Int) -> (name: String, end: Int)? {
        guard bytes[index] == UInt8(ascii: "$"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "{") else {
            return nil
        }
        let name = bytes[(index + 2)...].prefix {
            ($0.isAlphanumeric && $0 == $0.uppercased) || $0 == UInt8(ascii: "_")
        }
        guard !name.isEmpty, name.endIndex < bytes.count, bytes[name.endIndex] == UInt8(ascii: "}") else { return nil }
        return (name.text, name.endIndex + 1)
    }
}

extension UInt8 {
    fileprivate var uppercased: UInt8 { self &- UInt8(ascii: "a") < 26 ? self & ~0x20 : self }
}
