import TareDockerfile

extension Rule {
    static let tare3006 = Rule(
        tare: "TARE3006", .error, "What runs lies in root's home, which the user may not enter",
        rationale: """
            `/root` lets nobody in but root (mode 0700). Interpreters that uv installs and what `pip install --user`
            installs for root lie there: another user gets `permission denied`.
            """,
        bad: """
            FROM python:3.12-slim AS builder
            RUN pip install --user uvicorn
            FROM python:3.12-slim
            RUN useradd --create-home app
            COPY --from=builder /root/.local /root/.local
            ENV PATH=/root/.local/bin:$PATH
            USER app
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0"]

            """,
        good: """
            FROM python:3.12-slim AS builder
            RUN pip install --user uvicorn
            FROM python:3.12-slim
            RUN useradd --create-home app
            COPY --from=builder --chown=app /root/.local /home/app/.local
            ENV PATH=/home/app/.local/bin:$PATH
            USER app
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0"]

            """,
        tags: [.reliability, .security], needs: .user, traits: [.python, .user, .knownBase]
    ) { build, _, report in
        for process in build.processes {
            guard let user = process.user, user != .root, process.world.facts != nil else { continue }
            guard !process.world.isOpened("/root") else { continue }
            for command in process.commands where !command.isConditional {
                guard let name = command.interpreter ?? command.program else { continue }
                let (presence, path) = process.find(name)
                var place = presence.found == nil ? nil : path
                var trail: [Place] = presence.found?.trail ?? []
                if place?.isBelow("/root") != true, let view = process.environment(of: command),
                    let interpreter = view.environment.interpreter, interpreter.isBelow("/root"),
                    !process.world.lookUp(interpreter).isAbsent
                {
                    (place, trail) = (interpreter, view.trail)
                }
                guard let place, place.isBelow("/root") else { continue }
                report.add(
                    command.instruction.placeRange, "\(user.title) may not enter /root, where \(place) lies",
                    evidence: [command.evidence] + trail.evidence("it is made here"))
                break
            }
        }
    }
}

extension StageWorld {
    /// Whether a mode or an owner of a folder has been changed.
    fileprivate func isOpened(_ folder: String) -> Bool {
        var next: StageWorld? = self
        while let world = next {
            for change in world.changes {
                switch change.effect {
                case .writable(let path), .owner(let path, _, _): if path == folder { return true }
                case .opaque(let folders): if folders.contains("/"), change.owner == .root { return true }
                default: break
                }
            }
            if case .world(let below) = world.ground { next = below } else { next = nil }
        }
        return false
    }
}
