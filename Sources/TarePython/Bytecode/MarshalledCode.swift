/// Makes marshalled code (`Python/marshal.c`, version 4) the same for the same source, whatever process wrote it.
///
/// The writer marks an object as one that may be referred to where something else in the process holds it too, so that
/// the bytes tell what was compiled before. Here only what is referred to is marked, and references count those. What
/// the interpreter reads of it is the same, object for object.
public enum MarshalledCode {
    /// The canonical form of what a `.pyc` file has behind its header; `nil` for bytes that are not marshalled code of
    /// CPython 3.8 to 3.15.
    ///
    /// - Parameter minor: CPython's, since code objects have other fields in other minors.
    public static func canonical(_ bytes: ArraySlice<UInt8>, minor: Int) -> [UInt8]? {
        guard (8...15).contains(minor) else { return nil }
        var reader = MarshalReader(Array(bytes), minor: minor)
        guard reader.walk(), reader.isAtEnd else { return nil }
        return reader.rewritten()
    }
}

/// Walks marshalled objects without making them.
private struct MarshalReader {
    private let bytes: [UInt8]
    private let minor: Int
    private var at = 0
    /// Where each object that is marked has its type, by its number.
    private var marked: [Int] = []
    private var isReferred: [Bool] = []
    /// Where references have their types.
    private var references: [Int] = []

    private static let mark: UInt8 = 0x80
    /// marshal's own bound on nesting is 2,000.
    private static let maximumDepth = 2_000

    init(_ bytes: [UInt8], minor: Int) { (self.bytes, self.minor) = (bytes, minor) }

    var isAtEnd: Bool { at == bytes.count }

    /// Goes over everything; false for what is not understood.
    mutating func walk() -> Bool {
        // What is still to come: so many objects each, or an object of a dictionary up to its end.
        enum Frame { case objects(Int), pairs, code(objects: Int, line: Int) }
        var stack: [Frame] = [.objects(1)]
        while let frame = stack.popLast() {
            switch frame {
            case .objects(let count):
                guard count > 0 else { continue }
                stack.append(.objects(count - 1))
            case .pairs: stack.append(.pairs)
            case .code(let count, let line):
                // The first line's number stands between the objects.
                if count == line { guard skip(4) else { return false } }
                guard count > 0 else { continue }
                stack.append(.code(objects: count - 1, line: line))
            }
            guard stack.count <= Self.maximumDepth, at < bytes.count else { return false }
            let start = at
            let type = bytes[at] & ~Self.mark
            if bytes[at] & Self.mark != 0 {
                marked.append(start)
                isReferred.append(false)
            }
            at += 1
            switch Character(Unicode.Scalar(type)) {
            case "0":
                // The end of a dictionary, and of nothing else.
                guard case .pairs? = stack.last else { return false }
                stack.removeLast()
            case "N", "F", "T", "S", ".": break
            case "i": guard skip(4) else { return false }
            case "I", "g": guard skip(8) else { return false }
            case "y": guard skip(16) else { return false }
            case "f": guard let count = byte(), skip(count) else { return false }
            case "x":
                for _ in 0..<2 { guard let count = byte(), skip(count) else { return false } }
            case "l": guard let digits = word(), skip(2 * abs(Int(digits))) else { return false }
            case "s", "t", "u", "a", "A": guard let count = word(), count >= 0, skip(Int(count)) else { return false }
            case "z", "Z": guard let count = byte(), skip(count) else { return false }
            case ")":
                guard let count = byte() else { return false }
                stack.append(.objects(count))
            case "(", "[", "<", ">":
                guard let count = word(), count >= 0, Int(count) <= bytes.count - at else { return false }
                stack.append(.objects(Int(count)))
            case "{": stack.append(.pairs)
            case ":" where minor >= 14: stack.append(.objects(3))
            case "c":
                guard skip(minor >= 11 ? 20 : 24) else { return false }
                stack.append(minor >= 11 ? .code(objects: 10, line: 2) : .code(objects: 9, line: 1))
            case "r":
                guard let number = word(), number >= 0, Int(number) < marked.count else { return false }
                isReferred[Int(number)] = true
                references.append(start)
            default: return false
            }
        }
        return true
    }

    /// The bytes with marks on what is referred to, and references counting those.
    func rewritten() -> [UInt8] {
        var output = bytes
        var numbers = [UInt32](repeating: 0, count: marked.count)
        var next: UInt32 = 0
        for (number, place) in marked.enumerated() {
            if isReferred[number] {
                numbers[number] = next
                next += 1
            } else {
                output[place] &= ~Self.mark
            }
        }
        for place in references {
            let old = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[place + 1 + $1]) << (8 * UInt32($1)) }
            for index in 0..<4 {
                output[place + 1 + index] = UInt8(truncatingIfNeeded: numbers[Int(old)] >> (8 * UInt32(index)))
            }
        }
        return output
    }

    private mutating func skip(_ count: Int) -> Bool {
        guard count <= bytes.count - at else { return false }
        at += count
        return true
    }

    private mutating func byte() -> Int? {
        guard at < bytes.count else { return nil }
        defer { at += 1 }
        return Int(bytes[at])
    }

    private mutating func word() -> Int32? {
        guard bytes.count - at >= 4 else { return nil }
        defer { at += 4 }
        return Int32(
            bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[at + $1]) << (8 * UInt32($1)) })
    }
}
