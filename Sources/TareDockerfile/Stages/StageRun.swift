/// A stage while it is evaluated.
struct StageRun {
    /// Variables that a stage may have: a hostile file has more.
    static let mostVariables = 4_096

    var facts: StageFacts { didSet { isChanged = true } }
    private(set) var variables: StageVariables
    private let initial: (StageFacts, StageVariables)
    private var changes: [VariableChange] = []
    private var isChanged = false
    /// For each different state: what is known, and how many changes there have been.
    private var states: [(facts: StageFacts, count: Int)]
    private var steps: [(step: EvaluatedInstruction, state: Int)] = []

    init(_ initial: (StageFacts, StageVariables)) {
        self.initial = initial
        (facts, variables) = initial
        states = [(initial.0, 0)]
    }

    mutating func apply(_ change: VariableChange) {
        variables.apply(change)
        changes.append(change)
        isChanged = true
    }

    mutating func beginStep() {
        if isChanged { states.append((facts, changes.count)) }
        isChanged = false
    }

    mutating func endStep(_ step: EvaluatedInstruction) { steps.append((step, states.count - 1)) }

    /// The steps with their states, the state before them and the one behind.
    mutating func finish() -> (steps: [Step], initial: StageState, final: StageState) {
        beginStep()
        let log = VariableLog(initial: initial.1, changes: changes)
        let made = states.map { StageState($0.facts, log, $0.count) }
        let steps = steps.map { Step($0.step, before: made[$0.state]) }
        return (steps, made[0], made[made.count - 1])
    }
}
