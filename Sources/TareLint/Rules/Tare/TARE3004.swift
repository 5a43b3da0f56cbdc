import TareDockerfile

extension Rule {
    static let tare3004 = Rule(
        tare: "TARE3004", .error, "A user without the right writes into a folder of root's",
        rationale: """
            WORKDIR and COPY make folders of root's, unless USER or --chown says otherwise. Whoever comes after USER may
            not write there: `permission denied`, and the build stops.
            """,
        bad: """
            FROM python:3.12-slim
            RUN useradd --create-home app
            WORKDIR /app
            USER app
            RUN mkdir data

            """,
        good: """
            FROM python:3.12-slim
            RUN useradd --create-home app
            WORKDIR /app
            RUN mkdir data && chown app data
            USER app

            """,
        tags: [.reliability, .security], needs: .user, traits: [.user, .knownBase],
        when: { $0.has(.run, behind: .user) }
    ) { build, _, report in
        for world in build.all where world.isGroundKnown {
            var told: Set<Int> = []
            for event in world.events {
                guard let user = event.user, user != .root, told.contains(event.step) == false else { continue }
                let path: String
                switch event.kind {
                case .write(let file): path = file
                case .install(let environment) where environment.kind == .virtual: path = environment.prefix
                default: continue
                }
                guard let (folder, owner) = world.forbidden(path, user, event.moment) else { continue }
                told.insert(event.step)
                report.add(
                    event.origin.instruction.placeRange,
                    "\(user.title) writes to \(path), but \(folder) is root's",
                    evidence: [event.origin.evidence("written here")] + owner)
            }
        }
    }
}

extension Owner {
    var title: String {
        switch self {
        case .number(let number): "user \(number)"
        case .name(let name): "user \(name)"
        }
    }
}
