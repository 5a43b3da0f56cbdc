import TareDockerfile

extension Rule {
    static let tare3008 = Rule(
        tare: "TARE3008", .error, "A lock or a list of requirements is left out by .dockerignore",
        rationale: """
            The file is on disk and not in the build: the installation stops, since neither `COPY . .`
            nor a mount brings it.
            """,
        bad: """
            FROM python:3.12-slim
            WORKDIR /app
            RUN --mount=type=bind,source=requirements.txt,target=requirements.txt pip install -r requirements.txt

            """,
        good: """
            FROM python:3.12-slim
            WORKDIR /app
            RUN --mount=type=bind,source=requirements.in,target=requirements.in pip install -r requirements.in

            """,
        tags: [.packages, .reliability], needs: .run, traits: .python,
        when: { $0.settings.dockerignore != nil }
    ) { build, scope, report in
        guard scope.settings.dockerignore != nil else { return }
        for world in build.all {
            for event in world.events {
                let files: [String]
                switch event.kind {
                case .requirements(let path): files = [path]
                case .uvSync(let command):
                    files =
                        command.project.map {
                            [$0.below("pyproject.toml")] + (command.isLocked ? [$0.below("uv.lock")] : [])
                        } ?? []
                case .poetryInstall: files = event.workdir.map { [$0.below("pyproject.toml")] } ?? []
                default: continue
                }
                for file in files {
                    guard let (relative, origin) = world.ignored(file, event.moment) else { continue }
                    report.add(
                        event.origin.instruction.placeRange, "\(relative) is left out by .dockerignore",
                        evidence: [event.origin.evidence("it is needed here"), origin.evidence("this would bring it")])
                }
            }
        }
    }
}

extension StageWorld {
    /// The file of the build's folder that would be at a path, if `.dockerignore` leaves it out and nothing else brings
    /// it.
    fileprivate func ignored(_ path: String, _ moment: Moment) -> (String, Place)? {
        var result: (String, Place)?
        for change in changes.prefix(moment.count).reversed() {
            if change.isMount, change.step != moment.step { continue }
            switch change.effect {
            case .tree(let place, .context, let from) where path.isAtOrBelow(place):
                let relative = String(from.below(path.rest(behind: place)).drop { $0 == "/" })
                guard build.context.isIgnored(relative) == true else { return nil }
                if build.context.isKnown, !build.context.isOnDisk(relative) { return nil }
                result = (relative, change.origin)
            case .tree(let place, _, _): if path.isAtOrBelow(place) { return nil }
            case .file(let file): if file == path { return nil }
            case .matches(let folder, let patterns):
                if path.parentPath == folder,
                    patterns.contains(where: { IgnorePattern(glob: $0)?.matches(path.lastName) ?? false })
                {
                    return nil
                }
            case .opaque(let folders):
                // A COPY of what is left out says nothing of other ways.
                if folders.contains(where: { path.isAtOrBelow($0) }), change.origin.instruction.keyword == .run {
                    return nil
                }
            case .opaqueOutsideSystem: return nil
            default: break
            }
        }
        return result
    }
}
