import TareDockerfile

extension Rule {
    static let tare1014 = Rule(
        tare: "TARE1014", .info, "PATH names a folder that is not there",
        rationale: """
            Nothing is found in it. Often its name is not quite right: what uv installs an interpreter into has a folder
            for each version, and `bin` in that.
            """,
        bad: """
            FROM python:3.12-slim
            RUN python -m venv /opt/venv
            ENV PATH="/opt/venv/scripts:$PATH"
            CMD ["python3"]

            """,
        good: """
            FROM python:3.12-slim
            RUN python -m venv /opt/venv
            ENV PATH="/opt/venv/bin:$PATH"
            CMD ["python3"]

            """,
        tags: [.reliability], needs: .env, traits: .knownBase,
        when: { scope in
            scope.items.contains { item in
                guard case .env(let pairs) = item.command else { return false }
                return pairs.contains { $0.name.equals("PATH") }
            }
        }
    ) { build, _, report in
        for world in build.leaves where world.isGroundKnown {
            for step in build.stages.chain(world.index).flatMap(\.steps) where !step.isTriggered {
                guard case .env(let pairs) = step.command else { continue }
                for pair in pairs where pair.name.equals("PATH") {
                    for text in pair.value.text.utf8.split(separator: 0x3A) {
                        let folder = String(Substring(text)).filter { $0 != "\"" && $0 != "'" }
                        guard folder.hasPrefix("/"), !folder.utf8.contains(0x24) else { continue }
                        let path = folder.canonicalPath
                        let parent = path.parentPath
                        guard !defaultFolders.contains(folder),
                            parent != "/", world.lookUp(path).isAbsent, let above = world.lookUp(parent).found,
                            let origin = above.trail.last
                        else { continue }
                        report.add(
                            step.instruction.placeRange, "PATH names \(folder), which is not there",
                            evidence: [Evidence(pair.value), origin.evidence("\(parent) is made here, without it")])
                    }
                }
            }
        }
    }

    private static let defaultFolders = NameSet(
        Set(StageWorld.defaultPath.utf8.split(separator: 0x3A).map { String(Substring($0)) }))
}
