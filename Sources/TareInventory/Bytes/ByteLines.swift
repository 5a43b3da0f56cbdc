/// The lines of a text in bytes, without their ends; a `\r` before `\n` belongs to the end.
///
/// Databases are scanned by the hundred thousand lines: no `String` is made of a line that nobody wants.
struct ByteLines: Sequence, IteratorProtocol {
    private var rest: ArraySlice<UInt8>

    init(_ text: ArraySlice<UInt8>) { rest = text }

    init(_ text: [UInt8]) { rest = text[...] }

    mutating func next() -> ArraySlice<UInt8>? {
        guard !rest.isEmpty else { return nil }
        var end = rest.startIndex
        while end < rest.endIndex, rest[end] != newline { end += 1 }
        var line = rest[rest.startIndex..<end]
        rest = end < rest.endIndex ? rest[(end + 1)...] : rest[rest.endIndex...]
        if line.last == carriageReturn { line.removeLast() }
        return line
    }
}

extension ArraySlice<UInt8> {
    /// The bytes as text; what is not UTF-8 is replaced.
    var text: String { String(decoding: self, as: UTF8.self) }

    /// Without spaces and tabs at both ends.
    var trimmed: ArraySlice<UInt8> {
        var slice = self
        while let first = slice.first, first == space || first == tab || first == carriageReturn { slice.removeFirst() }
        while let last = slice.last, last == space || last == tab || last == carriageReturn { slice.removeLast() }
        return slice
    }

    /// Whether the last line is empty: what tools write behind each record of a database.
    var endsWithEmptyLine: Bool { last == newline && dropLast().last == newline }

    func hasBeginning(_ text: StaticString) -> Bool {
        guard count >= text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { elementsMatch($0, from: startIndex) }
    }

    func hasEnding(_ text: StaticString) -> Bool {
        guard count >= text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { elementsMatch($0, from: endIndex - $0.count) }
    }

    func equals(_ text: StaticString) -> Bool { count == text.utf8CodeUnitCount && hasBeginning(text) }

    /// Whether the bytes from `start`, which are known to be there, are those of `text`.
    private func elementsMatch(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        var index = start
        for byte in text {
            if self[index] != byte { return false }
            index += 1
        }
        return true
    }

    /// What stands before and behind the first `separator`; `nil` where there is none.
    func split(at separator: UInt8) -> (before: ArraySlice<UInt8>, after: ArraySlice<UInt8>)? {
        guard let place = firstIndex(of: separator) else { return nil }
        return (self[startIndex..<place], self[(place + 1)...])
    }
}

let newline = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
let space = UInt8(ascii: " ")
let tab = UInt8(ascii: "\t")
let colon = UInt8(ascii: ":")
let slash = UInt8(ascii: "/")
let equalsSign = UInt8(ascii: "=")
