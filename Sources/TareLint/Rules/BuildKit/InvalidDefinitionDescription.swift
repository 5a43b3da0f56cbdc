import TareDockerfile

extension Rule {
    static let invalidDefinitionDescription = Rule(
        "InvalidDefinitionDescription", .warning,
        "The comment above ARG or FROM does not begin with the name that it describes",
        rationale: """
            `docker build --call=outline` shows such comments as descriptions. An empty line or an empty comment parts
            other comments from the instruction.
            """,
        bad: "# for all\nARG version=1\nFROM scratch\n", good: "# version is for all\nARG version=1\nFROM scratch\n",
        tags: [.style], isOnByDefault: false, origin: .buildKit, needs: Needs([.arg, .from])
    ) { scope, report in
        for item in scope.items {
            let names: [String]
            switch item.command {
            case .arg(let definitions): names = definitions.map(\.name.text)
            case .from(let from): names = from.stageName.map { [$0] } ?? []
            default: continue
            }
            guard let first = names.first, let line = item.instruction.descriptionLines.last else { continue }
            if names.contains(String(line.prefix { $0 != " " })) { continue }
            let name = names.count > 1 ? "<arg_key>" : first
            report.add(item, "Comment for \(item.keyword.name) should follow the format: `# \(name) <description>`")
        }
    }
}
