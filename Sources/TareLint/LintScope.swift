import TareDockerfile

/// What rules see of a file: its instructions, read once for all of them.
///
/// `ONBUILD` has a scope of its own: what the instructions of a build that stands on the image would be.
final class LintScope {
    let file: Dockerfile
    let settings: RuleSettings
    let items: [Item]
    private(set) var keywords: KeywordSet = []
    private(set) var programs: ProgramSet = []
    private let evaluation: Evaluation

    init(_ file: Dockerfile, _ settings: RuleSettings, _ items: [Item], _ evaluation: Evaluation) {
        self.file = file
        self.settings = settings
        self.items = items
        self.evaluation = evaluation
        for item in items {
            keywords.insert(KeywordSet(item.instruction.keyword))
            if let run = item.run { programs.formUnion(run.programs) }
        }
    }

    /// The stages, worked out when the first rule asks.
    var stages: Stages { evaluation.stages }

    /// What the build would come to, worked out when the first rule asks.
    var world: BuildWorld { evaluation.world }

    /// What rules about the build may find something by.
    private(set) lazy var traits = EvaluationTraits(file, items, settings)

    /// Whether a server may be told to speak over standard input: `stdio`, or `fastmcp run`, which does.
    private(set) lazy var namesStandardInput = findStandardInput()

    /// What `FROM` may use.
    private(set) lazy var globals = GlobalArguments(items, settings.build)

    /// The `RUN`s that call one of these programs.
    func runs(_ programs: ProgramSet) -> [(item: Item, run: RunFacts)] {
        guard !programs.isDisjoint(with: self.programs) else { return [] }
        var result: [(item: Item, run: RunFacts)] = []
        for item in items {
            if let run = item.run, !run.programs.isDisjoint(with: programs) { result.append((item, run)) }
        }
        return result
    }
}

/// A file's stages and what they come to, shared by its scopes.
final class Evaluation {
    private let file: Dockerfile
    private let settings: RuleSettings
    private let items: [Item]
    private let parsed: [ParsedInstruction]

    init(_ file: Dockerfile, _ settings: RuleSettings, _ items: [Item], _ parsed: [ParsedInstruction]) {
        self.file = file
        self.settings = settings
        self.items = items
        self.parsed = parsed
    }

    private(set) lazy var stages: Stages = {
        let stages = Stages(file, settings.build, parsed: parsed)
        guard let bases = settings.bases else { return stages }
        var options = settings.build
        for stage in stages.stages {
            guard case .image(let reference) = stage.base, options.images[reference] == nil,
                let facts = bases.facts(of: reference, platform: stage.platformExpansion?.text),
                let environment = facts.environment
            else { continue }
            options.images[reference] = BaseImage(
                environment: environment, workdir: facts.workdir, user: facts.user, shell: facts.shell)
        }
        return options.images.isEmpty ? stages : Stages(file, options, parsed: parsed)
    }()

    private(set) lazy var world = BuildWorld(stages, settings, items)
}
