/// A Dockerfile as BuildKit's parser reads it, with the place of everything.
///
/// Reading never fails: what BuildKit would refuse is a problem with its place, and the rest is read on. Nothing is
/// decoded before it is asked for; words are ranges of bytes. Follows `frontend/dockerfile/parser` of BuildKit, its
/// quirks included. Complexity: linear in the bytes.
public struct Dockerfile: Sendable {
    /// Bytes of a file that are read; BuildKit itself has no bound, and no honest file comes near.
    public static let mostBytes = 16 << 20
    /// Instructions that are read.
    public static let mostInstructions = 100_000
    /// Bytes of a line without its end, as in BuildKit.
    public static let mostLineBytes = 65_535

    let storage: DockerfileStorage

    public init(_ source: [UInt8]) {
        var parser = DockerfileParser(source)
        parser.parse()
        storage = DockerfileStorage(parser)
    }

    public init(_ text: String) { self.init(Array(text.utf8)) }

    /// The bytes of the file.
    public var source: [UInt8] { storage.source }

    /// The instructions in the order of the file. One inside an `ONBUILD` belongs to that (`Instruction.trigger`).
    public var instructions: InstructionList { InstructionList(storage: storage) }

    /// `syntax`, `escape` and `check` at the top.
    public var directives: [DockerfileDirective] { storage.directives }

    /// Every comment outside here-documents, those between continuations included.
    public var comments: [DockerfileComment] { storage.comments }

    /// All lines of the file, as stretches that print it back.
    public var elements: [DockerfileElement] { storage.elements }

    /// What BuildKit's parser would refuse the file for, in the order of the file. The instructions' own problems are
    /// those of `Stages`.
    public var problems: [DockerfileProblem] { storage.problems }

    /// For each instruction with blank lines between its continuations: the last of these lines.
    public var emptyContinuations: [SourceRange] { storage.emptyContinuations }

    /// The character that continues lines and escapes: `\` or a backtick.
    public var escape: UInt8 { storage.escape }

    /// The elements, printed: always the bytes of the file.
    public func printed() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(storage.source.count)
        for element in storage.elements { bytes.append(contentsOf: storage.source[element.range.offsets]) }
        return bytes
    }

    public func directive(_ name: DockerfileDirective.Name) -> DockerfileDirective? {
        storage.directives.first { $0.name == name }
    }

    /// What is written in a range.
    public func text(_ range: SourceRange) -> String {
        let offsets = range.offsets.clamped(to: 0..<storage.source.count)
        return String(decoding: storage.source[offsets], as: UTF8.self)
    }
}

/// The instructions of a file; a view, made where it is looked at.
public struct InstructionList: RandomAccessCollection, Sendable {
    let storage: DockerfileStorage

    public var startIndex: Int { 0 }
    public var endIndex: Int { storage.topLevel.count }

    public subscript(place: Int) -> Instruction {
        Instruction(storage: storage, node: Int(storage.topLevel[place]))
    }
}
