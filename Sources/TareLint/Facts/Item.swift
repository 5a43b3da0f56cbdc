import TareDockerfile

/// An instruction with what rules ask of it.
struct Item {
    let instruction: Instruction
    let command: Command
    /// Of a `RUN`.
    let run: RunFacts?
    /// Of a `FROM`.
    let image: ImageName?

    init(_ parsed: ParsedInstruction) {
        instruction = parsed.instruction
        command = parsed.command
        switch parsed.command {
        case .run(let command):
            run = RunFacts(command)
            image = nil
        case .from(let command):
            image = ImageName(command)
            run = nil
        default: (run, image) = (nil, nil)
        }
    }

    var keyword: Keyword { instruction.keyword }
}
