/// Writes an ar archive in the common format: owner 0, mode 100644, the time given; the same members give the same bytes.
public struct ArWriter: Sendable {
    private var hasMagic = false
    private let modified: UInt32

    /// `modified`: seconds since 1970, for all members.
    public init(modified: UInt32 = 0) { self.modified = modified }

    /// Writes one member. The name has 1 to 15 printable ASCII characters without blank and slash:
    /// binutils drops a sixteenth.
    public mutating func append(_ name: String, _ content: [UInt8], to output: inout [UInt8]) throws(ArchiveError) {
        guard (1...15).contains(name.utf8.count), name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x2F }) else {
            throw .unsafeName(name: name, detail: "does not fit the common ar format")
        }
        guard content.count < 10_000_000_000 else { throw .tooLarge(format: "ar", limit: 9_999_999_999) }
        if !hasMagic {
            output.append(contentsOf: "!<arch>\n".utf8)
            hasMagic = true
        }
        for (text, width) in [
            (name, 16), (String(modified), 12), ("0", 6), ("0", 6), ("100644", 8), (String(content.count), 10),
        ] {
            output.append(contentsOf: text.utf8)
            output.append(contentsOf: repeatElement(0x20, count: width - text.utf8.count))
        }
        output.append(contentsOf: [0x60, 0x0A])
        output.append(contentsOf: content)
        if content.count % 2 == 1 { output.append(0x0A) }
    }
}
