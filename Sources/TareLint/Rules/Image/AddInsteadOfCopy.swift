import TareDockerfile

extension ImageRule {
    static let addInsteadOfCopy = ImageRule(
        "CIS-DI-0009", .error, "ADD was used where COPY would do",
        rationale: """
            ADD fetches and unpacks what it is given, so that a changed source can bring in other files. The root of a \
            base image is the exception.
            """,
        good: "COPY app /app\n", tags: [.security]
    ) { scope, report in
        var isFirstLayer = true
        var used: [String] = []
        for step in scope.history {
            defer { if !step.isEmpty { isFirstLayer = false } }
            guard step.keyword == .add else { continue }
            let target = step.text.split(separator: " ").last ?? ""
            if isFirstLayer, target == "/" { continue }
            used.append(step.shown)
        }
        if !used.isEmpty { report.add(evidence: used) }
    }
}
