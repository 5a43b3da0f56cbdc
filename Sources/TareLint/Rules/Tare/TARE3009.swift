import TareDockerfile

extension Rule {
    static let tare3009 = Rule(
        tare: "TARE3009", .info, "Sources are copied before the dependencies are installed",
        rationale: """
            Every change of a source file makes this and all later layers anew, and the dependencies are installed
            again. Copy the lock or the list first, install, then copy the rest.
            """,
        bad: """
            FROM python:3.12-slim
            WORKDIR /app
            COPY . .
            RUN pip install -r requirements.txt

            """,
        good: """
            FROM python:3.12-slim
            WORKDIR /app
            COPY requirements.txt .
            RUN pip install -r requirements.txt
            COPY . .

            """,
        tags: [.cache], needs: .run, traits: .python,
        when: { scope in
            var isBehind = false
            return scope.items.contains { item in
                switch item.command {
                case .from: isBehind = false
                case .copy(let copy) where copy.from == nil: isBehind = isBehind || copy.sources.contains { $0.isWhole }
                case .add(let add): isBehind = isBehind || add.sources.contains { $0.isWhole }
                case .run: return isBehind
                default: break
                }
                return false
            }
        }
    ) { build, _, report in
        for world in build.all {
            var isFirst = true
            for event in world.events {
                let path: String?
                switch event.kind {
                case .requirements(let file): path = file
                case .uvSync(let command): path = command.isRun ? nil : command.project?.below("pyproject.toml")
                case .poetryInstall: path = event.workdir?.below("pyproject.toml")
                default: continue
                }
                guard let path, isFirst, world.isAlone(event.step) else { continue }
                isFirst = false
                guard let copy = world.provider(of: path, event.moment) else { continue }
                report.add(
                    event.origin.instruction.placeRange,
                    "every change of a source file installs the dependencies again",
                    evidence: [
                        copy.evidence("all sources come before"), event.origin.evidence("the dependencies come after"),
                    ])
            }
        }
    }
}

extension CopySource {
    /// Whether it may be the whole folder of the build.
    fileprivate var isWhole: Bool {
        guard let word = path else { return false }
        return word.equals(".") || word.equals("./") || word.equals("/") || word.hasVariable || word.equals("./.")
    }
}

extension StageWorld {
    /// Whether no stage below has installed dependencies already.
    fileprivate func isAlone(_ step: Int) -> Bool {
        var next = ground
        while case .world(let below) = next {
            for event in below.events {
                switch event.kind {
                case .requirements, .uvSync, .poetryInstall: return false
                default: continue
                }
            }
            next = below.ground
        }
        return true
    }

    /// The instruction that brings a file, if it brings the whole folder of the build.
    fileprivate func provider(of path: String, _ moment: Moment) -> Place? {
        for change in changes.prefix(moment.count).reversed() {
            if change.isMount {
                if change.step == moment.step, case .tree(let place, _, _) = change.effect, path.isAtOrBelow(place) {
                    return nil
                }
                continue
            }
            switch change.effect {
            case .tree(let place, .context, let from) where path.isAtOrBelow(place):
                return from == "/" ? change.origin : nil
            case .tree(let place, _, _) where path.isAtOrBelow(place): return nil
            case .file(let file) where file == path: return nil
            case .matches(let folder, let patterns):
                if path.parentPath == folder,
                    patterns.contains(where: { IgnorePattern(glob: $0)?.matches(path.lastName) ?? false })
                {
                    return nil
                }
            default: break
            }
        }
        return nil
    }
}
