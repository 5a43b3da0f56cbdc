/// A tar archive put together block by block, so that it can say what no writer says.
struct RawTar {
    private(set) var bytes: [UInt8] = []

    enum Magic: String {
        case ustar = "ustar\u{0}00"
        case gnu = "ustar  \u{0}"
        case none = ""
    }

    /// A header with any fields; `patch` changes the block before its checksum is taken.
    mutating func header(
        _ name: String, _ typeflag: Character = "0", size: Int = 0, link: String = "", magic: Magic = .ustar,
        prefix: String = "", patch: (inout [UInt8]) -> Void = { _ in }
    ) {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at offset: Int) {
            for (index, byte) in text.utf8.enumerated() { block[offset + index] = byte }
        }
        func octal(_ value: Int, _ digits: Int) -> String {
            let text = String(value, radix: 8)
            return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
        }
        put(name, at: 0)
        put(octal(0o644, 7), at: 100)
        put(octal(0, 7), at: 108)
        put(octal(0, 7), at: 116)
        put(octal(size, 11), at: 124)
        put(octal(0, 11), at: 136)
        block[156] = typeflag.asciiValue ?? 0
        put(link, at: 157)
        put(magic.rawValue, at: 257)
        put(prefix, at: 345)
        patch(&block)
        for index in 148..<156 { block[index] = 0x20 }
        put(octal(block.reduce(0) { $0 + Int($1) }, 6) + "\u{0}", at: 148)
        bytes += block
    }

    mutating func content(_ content: [UInt8]) {
        bytes += content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    }

    mutating func file(_ name: String, _ content: String = "content") {
        header(name, size: content.utf8.count)
        self.content(Array(content.utf8))
    }

    /// An extended header of any content.
    mutating func extended(_ typeflag: Character, _ content: [UInt8], magic: Magic = .ustar) {
        header("extended", typeflag, size: content.count, magic: magic)
        self.content(content)
    }

    mutating func pax(_ records: [(String, String)], _ typeflag: Character = "x") {
        extended(typeflag, records.flatMap { Self.record($0.0, $0.1) })
    }

    mutating func longName(_ name: String, _ typeflag: Character = "L") {
        extended(typeflag, Array(name.utf8) + [0], magic: .gnu)
    }

    mutating func zeros(_ blocks: Int) { bytes += [UInt8](repeating: 0, count: blocks * 512) }

    static func record(_ key: String, _ value: String) -> [UInt8] {
        let body = Array(" \(key)=\(value)\n".utf8)
        var length = body.count + 1
        while String(length).utf8.count + body.count != length { length += 1 }
        return Array(String(length).utf8) + body
    }
}
