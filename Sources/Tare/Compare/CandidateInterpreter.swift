internal import TareOCI
internal import TarePython
internal import TareSelection

/// The CPython that a candidate runs the project with.
struct CandidateInterpreter: Sendable {
    /// In the image, links resolved.
    var path: String
    var version: String
    var isFreeThreaded = false
    /// What puts it there, where the base itself has none.
    var layer: LayerIndex?
}

/// A candidate's CPython, and the wheels for it.
struct CandidateChoice: Sendable {
    var interpreter: CandidateInterpreter
    var choice: Comparison.Choice

    /// The environment that the wheels go into.
    var environment: EnvironmentPlan {
        EnvironmentPlan(
            interpreter: interpreter.path, minor: choice.target.minor, version: interpreter.version,
            isFreeThreaded: interpreter.isFreeThreaded)
    }
}

extension Workspace {
    /// A managed CPython for a base that has none: the newest minor that all packages have wheels for; without such, the
    /// one with the fewest misses. `nil` where the lock allows none of them.
    ///
    /// - Throws: `Unreachable` where no archive of one can be had.
    func managed(
        for base: CandidateTarget, in folder: String, _ comparison: Comparison
    ) async throws -> CandidateChoice? {
        let target = StandaloneTarget(machine: base.machine, library: base.library)
        let now = comparison.request.now
        return try await reaching("CPython \(target)", comparison.request) {
            var offered = base
            offered.pythons = try await managedVersions(for: target, now: now)
            guard let choice = try await comparison.choose(offered) else { return nil }
            let managed = try await managedInterpreter(
                ManagedInterpreterRequest(minor: choice.target.minor, target: target, folder: folder, now: now))
            return CandidateChoice(
                interpreter: CandidateInterpreter(
                    path: managed.path, version: managed.version.description, layer: managed.layer),
                choice: choice)
        }
    }
}
