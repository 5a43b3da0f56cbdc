internal import Yams

extension YAMLNode {
    /// The root of a text that is one document.
    ///
    /// - Parameters:
    ///   - source: the file's name, for errors.
    ///   - subject: what the text is, as a sentence names it.
    ///   - mergesKeys: takes `<<` for what YAML 1.1 calls a merge key; otherwise it is a key as any other.
    /// - Complexity: linear in the text and in the entries that the limits allow.
    public init(
        parsing text: [UInt8], source: String, subject: String = "the document", limits: YAMLLimits = YAMLLimits(),
        mergesKeys: Bool = false
    ) throws(YAMLError) {
        let documents = try Self.documents(
            parsing: text, source: source, subject: subject, limits: limits, mergesKeys: mergesKeys)
        guard let first = documents.first else {
            throw YAMLError(subject: subject, source: source, reason: .notYAML("it is empty"))
        }
        if documents.count > 1 {
            throw YAMLError(
                subject: subject, source: source, line: documents[1].line, column: documents[1].column,
                reason: .notYAML("another document follows"))
        }
        self = first
    }

    /// The roots of all documents of a text (`---` between them), under one set of limits.
    public static func documents(
        parsing text: [UInt8], source: String, subject: String = "the document", limits: YAMLLimits = YAMLLimits(),
        mergesKeys: Bool = false
    ) throws(YAMLError) -> [YAMLNode] {
        func refusal(_ reason: YAMLError.Reason) -> YAMLError {
            YAMLError(subject: subject, source: source, reason: reason)
        }
        guard text.count <= limits.bytes else { throw refusal(.tooLarge(limit: limits.bytes, unit: "bytes")) }
        guard let marks = AliasMarks(text) else { throw refusal(.notYAML("it has the noncharacter U+10FFFF")) }
        guard marks.count <= limits.aliases else { throw refusal(.tooLarge(limit: limits.aliases, unit: "aliases")) }
        guard markedKeys(in: text) <= YAMLLimits.markedKeys else {
            throw refusal(.tooLarge(limit: YAMLLimits.markedKeys, unit: "keys that are marked by '?'"))
        }
        guard let string = String(validating: marks.text, as: UTF8.self) else {
            throw refusal(.notYAML("it is not UTF-8"))
        }
        var builder = YAMLBuilder(limits: limits, mergesKeys: mergesKeys)
        let root = YAMLTrail.root(subject: subject, source: source)
        var documents: [YAMLNode] = []
        do {
            // The types of plain texts are the reader's to tell: without its rules Yams runs no regex over every key.
            let parser = try Parser(yaml: string, resolver: .basic)
            while let node = try parser.nextRoot() {
                guard documents.count < limits.entries else {
                    throw refusal(.tooLarge(limit: limits.entries, unit: "documents"))
                }
                documents.append(try builder.build(node, at: root))
                builder.forgetAnchors()
            }
        } catch let error as YAMLError {
            throw error
        } catch {
            throw YAMLError(error, subject: subject, source: source)
        }
        return documents
    }

    /// How many `?` may mark a key: never fewer than the parser sees.
    private static func markedKeys(in text: [UInt8]) -> Int {
        text.indices.count { place in
            guard text[place] == UInt8(ascii: "?") else { return false }
            guard place > 0 else { return true }
            switch text[place - 1] {
            case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","), 0x85, 0xA8, 0xA9,
                0xBF:
                return true
            default: return false
            }
        }
    }
}

extension YAMLError {
    /// What the parser says, in the same words and at the same place.
    fileprivate init(_ error: any Error, subject: String, source: String) {
        var place: Mark?
        let detail: String
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _)?, .parser(_, let problem, let mark, _)?,
            .composer(_, let problem, let mark, _)?:
            place = mark
            detail = problem
        case .duplicatedKeysInMapping(let duplicates, let context)?:
            place = context.mark
            detail = "a key stands twice: " + duplicates.sorted().joined(separator: ", ")
        default: detail = "it cannot be parsed"
        }
        self.init(
            subject: subject, source: source, line: place?.line, column: place?.column,
            reason: .notYAML(AliasMarks.restored(detail)))
    }
}
