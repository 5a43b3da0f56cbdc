import TareDockerfile

extension Rule {
    static let dl3042 = Rule(
        "DL3042", .warning, "Use pip install --no-cache-dir, or a cache mount",
        rationale: """
            What pip keeps for the next installation stays in the layer, and there is no next installation.
            """,
        bad: "RUN pip install fastapi==0.115.6\n", good: "RUN pip install --no-cache-dir fastapi==0.115.6\n",
        tags: [.packages, .size], needs: Needs(.run, .pip), triggers: true
    ) { scope, report in
        // By the name under which a later stage finds it: whether the environment switches the cache off.
        var stages: [String: Bool] = [:]
        var current = ""
        var isOpen = false
        for item in scope.items {
            switch item.command {
            case .from:
                guard let image = item.image else { continue }
                if isOpen { stages[image.stageName] = stages[image.name] ?? false }
                (current, isOpen) = (image.stageName, true)
            case .env(let pairs):
                guard let pair = pairs.first(where: { $0.name.unquoted == "PIP_NO_CACHE_DIR" }),
                    truthy.contains(pair.value.unquoted)
                else { continue }
                stages[current] = true
                isOpen = true
            default:
                guard let run = item.run, stages[current] != true, !run.programs.isDisjoint(with: .pip) else {
                    continue
                }
                let calls = run.calls.filter { call in
                    call.isPipInstall && !call.has("--no-cache-dir") && !isWrapper(call)
                }
                guard !calls.isEmpty, !switchesCacheOff(run.text), !run.hasTransientMount(at: ".cache/pip") else {
                    continue
                }
                report.add(
                    item, evidence: calls.map(\.evidence),
                    fix: calls.compactMap { $0.inserting(" --no-cache-dir", behind: "install") })
            }
        }
    }

    private static let truthy: Set<String> = ["1", "true", "True", "TRUE", "on", "On", "ON", "yes", "Yes", "YES"]

    private static func isWrapper(_ call: Call) -> Bool {
        ["pipx", "pipenv"].contains { wrapper in
            call.name.contains(wrapper) || (call.program == .python && call.hasRun(["-m", wrapper]))
        }
    }

    /// `PIP_NO_CACHE_DIR=1` somewhere in the text.
    private static func switchesCacheOff(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let sign = Array("PIP_NO_CACHE_DIR=".utf8)
        guard bytes.count >= sign.count else { return false }
        for place in 0...(bytes.count - sign.count) where bytes[place...].starts(with: sign) {
            return truthy.contains { bytes[(place + sign.count)...].starts(with: $0.utf8) }
        }
        return false
    }
}
