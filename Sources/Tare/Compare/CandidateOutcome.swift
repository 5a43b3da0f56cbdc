internal import TareOCI
internal import TarePython
internal import TareReport
internal import TareSelection

/// All that was found out of one candidate, before it is judged.
struct CandidateOutcome: Sendable {
    var facts: CandidateFacts
    var reference: String
    var digest: Digest?
    var observed: String?
    var system: String?
    var user: String?
    var size = CompareResult.Size()
    var wheels: CompareResult.Wheels?
    var proof = CompareResult.Proof()
    var run: CompareResult.Run?
    var sources: [FactSource] = []

    /// Takes what was chosen of the lock.
    mutating func take(_ chosen: ChosenWheels) {
        wheels = chosen.result
        facts.wheels = .init(
            chosen: chosen.wheels.count, needBuild: chosen.needBuild.map(\.package),
            blocked: chosen.blocked.map { .init(package: $0.package, reason: $0.reason) })
    }

    mutating func take(_ proof: Proof) {
        self.proof = .init(
            status: proof.status.rawValue,
            checks: proof.checks.map {
                .init(id: $0.id, status: $0.status.rawValue, evidence: $0.evidence, fix: $0.fix)
            })
        func checks(_ status: Proof.Check.Status) -> [CandidateFacts.Proof.Check] {
            proof.checks.filter { $0.status == status }.map { .init(id: $0.id, reason: $0.evidence) }
        }
        facts.proof = .init(
            CandidateFacts.Proof.Status(rawValue: proof.status.rawValue) ?? .unknown, failed: checks(.fail),
            undecided: checks(.unknown))
    }

    /// Says that the proof could not be made.
    mutating func leaveOpen(_ check: String, _ reason: String, fix: String = "") {
        proof = .init(
            status: "unknown", checks: [.init(id: check, status: "unknown", evidence: reason, fix: fix)])
        facts.proof = .init(.unknown, undecided: [.init(id: check, reason: reason)])
    }

    func result(_ platform: Platform, judged: CandidateJudgement) -> CompareResult.Candidate {
        CompareResult.Candidate(
            reference: reference, digest: digest, platform: platform.description, evidence: facts.evidence,
            observed: observed, python: facts.python, os: system, libc: facts.libc, shell: facts.shell,
            packageManager: facts.packageManager, user: user, supportEnds: facts.support?.date, size: size,
            wheels: wheels, proof: proof, run: run, sources: sources, judged: judged)
    }
}
