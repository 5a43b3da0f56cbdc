/// One instruction of a file: a view of its row.
public struct Instruction: Sendable {
    let storage: DockerfileStorage
    let node: Int

    var row: InstructionNode { storage.nodes[node] }

    public var keyword: Keyword { row.keyword }

    /// The keyword as it is written, in its casing; of an unknown one too.
    public var keywordWord: Word { Word(storage: storage, textRange: row.keywordRange) }

    /// How the arguments are written.
    public var form: ArgumentForm { row.form }

    /// From the keyword to the last character of the joined line; here-documents lie behind it.
    public var range: SourceRange {
        let (start, end) = storage.text.trimmed(row.line.start, row.line.end)
        return storage.source(of: TextRange(start, end))
    }

    /// All lines that it takes, with comments inside, here-documents and line ends.
    public var lines: SourceRange {
        guard row.parent >= 0 else { return row.lines }
        return Instruction(storage: storage, node: Int(row.parent)).lines
    }

    /// The line with continuations joined, as BuildKit keeps it.
    public var joinedText: String { storage.string(row.line) }

    /// Everything behind the flags, as one word.
    public var argumentWord: Word { Word(storage: storage, textRange: row.argumentText) }

    /// The arguments as `form` says: names and values alternate in pairs; the first of a `HEALTHCHECK` is its type.
    public var arguments: [Word] {
        let slice = storage.arguments[row.arguments.indices]
        return slice.map { Word(storage: storage, textRange: $0.range, encoding: $0.isEscaped ? .json : .plain) }
    }

    public var flags: [Flag] { row.flags.indices.map { Flag(storage: storage, node: storage.flags[$0]) } }

    public var heredocs: [Heredoc] {
        row.heredocs.indices.map { Heredoc(storage: storage, node: storage.heredocs[$0]) }
    }

    /// The instruction that an `ONBUILD` carries.
    public var trigger: Instruction? { row.child >= 0 ? Instruction(storage: storage, node: Int(row.child)) : nil }

    /// Whether it stands in an `ONBUILD`.
    public var isTrigger: Bool { row.parent >= 0 }

    /// Whether BuildKit's parser refuses it; `Dockerfile.problems` says why.
    public var isBroken: Bool { row.isBroken }

    /// The comments above it that no empty comment and no other instruction parts from it; hadolint's and BuildKit's
    /// pragmas stand there.
    public var commentsAbove: [DockerfileComment] {
        storage.comments[row.comments.indices].filter { !$0.isInsideInstruction }
    }

    /// The texts of these comments as BuildKit keeps them, for descriptions.
    public var descriptionLines: [String] {
        commentsAbove.map { comment in
            let (start, end) = storage.source.trimmed(Int(comment.lineStart) + 1, comment.range.offsets.upperBound)
            return String(decoding: storage.source[start..<max(start, end)], as: UTF8.self)
        }
    }
}

/// `--name` or `--name=value` in front of an instruction's arguments.
public struct Flag: Sendable {
    let storage: DockerfileStorage
    let node: FlagNode

    public var range: SourceRange { storage.source(of: node.range) }

    /// Without the dashes.
    public var name: Word {
        node.isEncoded
            ? Word(storage: storage, textRange: node.range, encoding: .flagName)
            : Word(storage: storage, textRange: node.name)
    }

    /// Nil without `=`.
    public var value: Word? {
        if node.isEncoded {
            guard text.utf8.contains(0x3D) else { return nil }
            return Word(storage: storage, textRange: node.range, encoding: .flagValue)
        }
        return node.value.map { Word(storage: storage, textRange: $0) }
    }

    /// The whole flag with its quotes and escapes resolved.
    public var text: String {
        node.isEncoded
            ? storage.text.decodedFlag(node.range, escape: storage.escape) : storage.string(node.range)
    }
}

/// `<<NAME` and the lines up to `NAME`.
public struct Heredoc: Sendable {
    let storage: DockerfileStorage
    let node: HeredocNode

    /// The name that ends it; also the name of the file in `COPY <<name /directory/`.
    public var name: String { node.name }
    /// The file descriptor before `<<`; 0 without one.
    public var descriptor: UInt64 { node.descriptor }
    /// Whether variables are expanded in it: no part of the name is quoted.
    public var isExpanded: Bool { node.isExpanded }
    /// `<<-`: tabs at the beginnings of lines do not count.
    public var stripsTabs: Bool { node.stripsTabs }
    /// False if the file ends in it.
    public var isTerminated: Bool { node.isTerminated }
    /// `<<NAME` in the instruction.
    public var word: Word { Word(storage: storage, textRange: node.word) }
    /// Its lines, without the one that ends it.
    public var body: SourceRange { node.body }

    /// The lines as they are written.
    public var rawContent: String { String(decoding: storage.source[node.body.offsets], as: UTF8.self) }

    /// What the command or the file gets, before variables are expanded.
    public var content: String {
        guard node.stripsTabs else { return rawContent }
        return String(decoding: storage.source.withoutLeadingTabs(node.body.offsets), as: UTF8.self)
    }
}

extension [UInt8] {
    /// `ChompHeredocContent`.
    func withoutLeadingTabs(_ range: Range<Int>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        var isAtStart = true
        for byte in self[range] {
            if isAtStart, byte == 0x09 { continue }
            result.append(byte)
            isAtStart = byte == 0x0A
        }
        return result
    }
}
