import TareDockerfile

/// An instruction with what rules ask of it, decoded once.
final class Item {
    let instruction: Instruction
    let command: Command
    /// Of a `RUN`.
    let run: RunFacts?
    /// Of a `FROM`.
    let image: ImageName?
    /// Of a `FROM`: the stage's name as BuildKit compares it.
    let stageName: String?

    init(_ parsed: ParsedInstruction) {
        instruction = parsed.instruction
        command = parsed.command
        switch parsed.command {
        case .run(let command):
            run = RunFacts(command)
            (image, stageName) = (nil, nil)
        case .from(let command):
            run = nil
            (image, stageName) = (ImageName(command), command.stageName)
        default: (run, image, stageName) = (nil, nil, nil)
        }
    }

    var keyword: Keyword { instruction.keyword }

    /// The names that `ENV`, `LABEL` or `ARG` have, without quotes.
    private(set) lazy var names: [String] =
        switch command {
        case .arg(let definitions): definitions.map(\.name.text)
        case .env(let pairs), .label(let pairs): pairs.map(\.name.unquoted)
        default: []
        }
}
