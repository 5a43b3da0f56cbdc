import Foundation
import TareInventory
import TareOCI
import TareSelection
import Testing

/// An image that is built for the purpose, and what is meant to happen when it is run.
struct TruthImage: Sendable, CustomTestStringConvertible {
    enum Base: Sendable {
        case debian
        case alpine
    }

    enum Outcome: Sendable, Equatable {
        case starts
        /// The check that has to say so, with a word that is both in its evidence and in what is really complained
        /// of.
        case fails(String, word: String?)
    }

    var name: String
    var base = Base.debian
    var outcome: Outcome
    var execution: ImageConfig.Execution
    var expectations = ProofExpectations()
    var draw: @Sendable (Draft) throws -> Void

    var testDescription: String { name }

    static let all = commands + scripts + environments + programs + modules + users + healthChecks

    static func starts(
        _ name: String, on base: Base = .debian, _ execution: ImageConfig.Execution,
        expecting expectations: ProofExpectations = .init(), _ draw: @escaping @Sendable (Draft) throws -> Void
    ) -> TruthImage {
        TruthImage(
            name: name, base: base, outcome: .starts, execution: execution, expectations: expectations, draw: draw)
    }

    static func fails(
        _ check: String, _ word: String?, _ name: String, on base: Base = .debian, _ execution: ImageConfig.Execution,
        expecting expectations: ProofExpectations = .init(), _ draw: @escaping @Sendable (Draft) throws -> Void
    ) -> TruthImage {
        TruthImage(
            name: name, base: base, outcome: .fails(check, word: word), execution: execution,
            expectations: expectations,
            draw: draw)
    }
}

extension ImageConfig.Execution {
    /// A configuration as Dockerfiles of the guide make it.
    static func image(
        _ cmd: [String], entrypoint: [String]? = nil, user: String? = "65532", workingDir: String = "/app",
        path: String = "/app/.venv/bin:/usr/local/bin:/usr/bin:/bin", env: [String] = [], health: [String]? = nil
    ) -> ImageConfig.Execution {
        ImageConfig.Execution(
            user: user, env: ["PATH=\(path)", "PYTHONDONTWRITEBYTECODE=1"] + env, entrypoint: entrypoint, cmd: cmd,
            workingDir: workingDir, healthcheck: health.map { .init(test: $0) })
    }
}
