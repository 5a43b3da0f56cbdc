import TareDockerfile

extension Rule {
    static let tare3010 = Rule(
        tare: "TARE3010", .warning, "What is written below a VOLUME after it may be lost",
        rationale: """
            The classic builder throws away what later instructions write into a volume; BuildKit keeps it. Where both
            build the file, the images differ. Declare the volume last.
            """,
        bad: """
            FROM python:3.12-slim
            VOLUME /data
            RUN mkdir -p /data/models
            CMD ["python3"]

            """,
        good: """
            FROM python:3.12-slim
            RUN mkdir -p /data/models
            VOLUME /data
            CMD ["python3"]

            """,
        tags: [.reliability], needs: .volume,
        when: { $0.has([.run, .copy, .add], behind: .volume) }
    ) { build, _, report in
        for stage in build.stages.stages {
            var volumes: [(path: String, word: Word)] = []
            let world = build.world(stage.index)
            for (index, step) in stage.steps.enumerated() {
                if !volumes.isEmpty {
                    let end = index + 1 < world.starts.count ? world.starts[index + 1] : world.changes.count
                    for change in world.changes[min(world.starts[index], end)..<end] where !change.isMount {
                        guard let path = change.writtenPath(step),
                            let volume = volumes.first(where: { path.isAtOrBelow($0.path) })
                        else { continue }
                        report.add(
                            step.instruction.placeRange,
                            "\(path) lies below the volume \(volume.path), which is declared above",
                            evidence: [
                                Evidence("VOLUME \(volume.word.text)", at: volume.word.range),
                                change.origin.evidence("written here"),
                            ])
                        break
                    }
                }
                guard case .volume(let words) = step.command else { continue }
                for word in words {
                    guard let text = step.expanded(word), text.hasPrefix("/") else { continue }
                    volumes.append((text.canonicalPath, word))
                }
            }
        }
    }
}

extension Change {
    /// The path that it surely writes.
    fileprivate func writtenPath(_ step: Step) -> String? {
        guard step.instruction.keyword != .workdir else { return nil }
        switch effect {
        case .file(let path), .directory(let path), .tree(let path, _, _), .owner(let path, _, _), .writable(let path):
            return path
        default: return nil
        }
    }
}
