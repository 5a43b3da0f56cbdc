import TareDockerfile

/// hadolint's pragmas of one file, by line.
struct PragmaTable {
    private var lines: [Int: Set<String>] = [:]
    /// By the line behind the comment, or of a `FROM` without one, ascending.
    private var stages: [(line: Int, rules: Set<String>)] = []
    private var everywhere: Set<String> = []

    /// Nil if there is none, which is the usual case.
    init?(_ file: Dockerfile, _ lines: SourceLines) {
        let source = file.source
        var found: [(Int, HadolintPragma)] = []
        for comment in file.comments where !comment.isInsideInstruction {
            guard let pragma = HadolintPragma(source[comment.range.offsets].dropFirst()) else { continue }
            found.append((lines.position(comment.range.lower).line + 1, pragma))
        }
        guard !found.isEmpty else { return nil }
        var stageRules: [Int: Set<String>] = [:]
        for instruction in file.instructions where instruction.keyword == .from {
            stageRules[lines.position(instruction.range.lower).line] = []
        }
        for (line, pragma) in found {
            switch pragma {
            case .ignore(let rules): self.lines[line] = Set(rules)
            case .stageIgnore(let rules): stageRules[line] = Set(rules)
            case .globalIgnore(let rules): everywhere.formUnion(rules)
            case .shell: break
            }
        }
        stages = stageRules.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    func ignores(_ rule: String, line: Int) -> Bool {
        if everywhere.contains(rule) || lines[line]?.contains(rule) == true { return true }
        return stages.last { $0.line < line }?.rules.contains(rule) ?? false
    }
}
