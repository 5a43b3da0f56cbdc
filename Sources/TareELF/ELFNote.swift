/// One record of a note segment (System V ABI, "Note Section").
struct ELFNote {
    let owner: String
    let type: UInt32
    let content: ArraySlice<UInt8>
    let isLittleEndian: Bool

    /// Bytes of notes that are read of one file; those of real files take some hundred, and a kernel's core dumps are not
    /// for us.
    static let mostBytes: UInt64 = 1 << 20
    private static let part = "a note"

    static func notes(in segment: ELFSegment, of view: ELFView) throws(ELFReadFailure) -> [ELFNote] {
        let align: UInt64 = segment.alignment == 8 ? 8 : 4
        _ = try view.locate(segment.offset, segment.fileSize, part)
        var notes: [ELFNote] = []
        var rest = segment.offset..<(segment.offset + segment.fileSize)
        while rest.count >= 12 {
            let start = rest.lowerBound
            let nameSize = UInt64(try view.number(UInt32.self, at: start, of: part))
            let contentSize = UInt64(try view.number(UInt32.self, at: start + 4, of: part))
            let type = try view.number(UInt32.self, at: start + 8, of: part)
            let contentStart = (start + 12 + nameSize - segment.offset).rounded(upTo: align) + segment.offset
            guard contentStart + contentSize <= rest.upperBound else {
                throw .refused(.malformed(part: part, detail: "it is larger than its segment"))
            }
            let owner = try view.bytes(start + 12, nameSize, of: part).prefix { $0 != 0 }
            notes.append(
                ELFNote(
                    owner: String(decoding: owner, as: UTF8.self), type: type,
                    content: try view.bytes(contentStart, contentSize, of: part), isLittleEndian: view.isLittleEndian))
            let end = (contentStart + contentSize - segment.offset).rounded(upTo: align) + segment.offset
            rest = min(end, rest.upperBound)..<rest.upperBound
        }
        return notes
    }

    /// Puts what the note says beside the other facts.
    func add(to facts: inout ELFFacts) {
        switch (owner, type) {
        case ("GNU", 1) where content.count >= 16:
            let release = (1...3).map { String(word($0)) }
            facts.minimumKernel = release.joined(separator: ".")
        case ("GNU", 3) where content.count <= 64:
            facts.buildID = content.reduce(into: "") { text, byte in
                text += byte < 16 ? "0" : ""
                text += String(byte, radix: 16)
            }
        case ("FDO", 0xCAFE_1A7E) where content.count <= 4096:
            facts.packageNote = String(decoding: content.prefix { $0 != 0 }, as: UTF8.self)
        default: break
        }
    }

    private func word(_ index: Int) -> UInt32 {
        let bytes = content.dropFirst(index * 4).prefix(4)
        return (isLittleEndian ? Array(bytes.reversed()) : Array(bytes)).reduce(0) { $0 << 8 | UInt32($1) }
    }
}

extension UInt64 {
    fileprivate func rounded(upTo step: UInt64) -> UInt64 { (self + step - 1) / step * step }
}
