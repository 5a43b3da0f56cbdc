import TareDockerfile
import Testing

@testable import TareLint

@Suite("The world of a build") struct WorldLifetimeTests {
    /// Worlds and environments know each other: one that kept the other would keep both for good.
    @Test(arguments: [Twin.stages, Twin.processes, Twin.projects].flatMap { $0 })
    func `goes with its file`(twin: Twin) {
        let stages = evaluate(twin)
        #expect(!stages.isEmpty)
        #expect(stages.allSatisfy { $0() == nil })
    }

    /// Asks for all that a world keeps; gives what its stages are afterwards.
    private func evaluate(_ twin: Twin) -> [() -> StageWorld?] {
        let file = Dockerfile(Array(twin.broken.utf8))
        let parsed = file.instructions.map { $0.parsed() }
        let evaluation = Evaluation(file, RuleSettings(twin.settings), parsed.map { Item($0) }, parsed)
        let world = evaluation.world
        for process in world.processes { _ = (process.environments, process.onlyServer?.server, process.path) }
        return world.all.map { stage in
            _ = (stage.environments(), stage.changes.count)
            return { [weak stage] in stage }
        }
    }
}
