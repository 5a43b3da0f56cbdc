/// A stage while it is evaluated.
struct StageRun {
    /// Variables that a stage may have: a hostile file has more.
    static let mostVariables = 4_096

    var facts: StageFacts { didSet { areFactsChanged = true } }
    private(set) var variables: StageVariables
    private let initial: StageVariables
    private var changes: [VariableChange] = []
    private var areFactsChanged = false
    private var areVariablesChanged = false
    /// For each different state: what is known, and how many changes there have been.
    private var states: [(facts: SharedFacts, count: Int)]
    private var steps: [(step: EvaluatedInstruction, state: Int)] = []

    init(_ facts: SharedFacts, _ variables: StageVariables) {
        self.facts = facts.values
        (self.variables, initial) = (variables, variables)
        states = [(facts, 0)]
    }

    mutating func apply(_ change: VariableChange) {
        variables.apply(change)
        changes.append(change)
        areVariablesChanged = true
    }

    mutating func beginStep() {
        guard areFactsChanged || areVariablesChanged else { return }
        let known = areFactsChanged ? SharedFacts(facts) : states[states.count - 1].facts
        states.append((known, changes.count))
        (areFactsChanged, areVariablesChanged) = (false, false)
    }

    mutating func endStep(_ step: EvaluatedInstruction) { steps.append((step, states.count - 1)) }

    /// The steps with their states, the state before them and the one behind.
    mutating func finish() -> (steps: [Step], initial: StageState, final: StageState) {
        beginStep()
        let log = VariableLog(initial: initial, changes: changes)
        let made = states.map { StageState($0.facts, log, $0.count) }
        let steps = steps.map { Step($0.step, before: made[$0.state]) }
        return (steps, made[0], made[made.count - 1])
    }
}
