import TareDockerfile

extension Rule {
    static let dl3046 = Rule(
        "DL3046", .warning, "useradd with a high UID needs -l, or the image grows by gigabytes",
        rationale: """
            useradd writes the login logs up to the UID's place; the file is sparse on disk and full in a layer.
            """,
        bad: "RUN useradd -u 123456 app\n", good: "RUN useradd -l -u 123456 app\n", tags: [.size],
        programs: .useradd, fix: addingNoLog
    ) { call in
        !call.hasFlag("l", "no-log-init") && call.hasFlag("u", "uid")
            && call.values(ofFlag: "u").contains { $0.unicodeScalars.count > 5 }
    }

    private static let addingNoLog: @Sendable (Call) -> SourceEdit? = { call in
        guard let name = call.shell?.name, name.equals("useradd") else { return nil }
        let end = Int(name.range.upper)
        return SourceEdit(SourceRange(end, end), with: " -l")
    }
}
