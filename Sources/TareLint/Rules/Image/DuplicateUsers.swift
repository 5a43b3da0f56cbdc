extension ImageRule {
    static let duplicateUsers = ImageRule(
        "DKL-LI-0002", .error, "Two users or two groups have one number or one name",
        rationale: """
            The kernel knows numbers only: the two are the same, whatever their names promise.
            """,
        good: "RUN useradd --system --uid 65532 app\n", tags: [.security]
    ) { scope, report in
        var found: [String] = []
        for (path, kind) in [("etc/passwd", "user"), ("etc/group", "group")] {
            var numbers: [String: String] = [:]
            var names: Set<String> = []
            for record in scope.records(path) where record.count > 2 {
                let (name, number) = (record[0], record[2])
                if let other = numbers[number], other != name {
                    found.append("\(kind)s \(other) and \(name) are both \(number) in /\(path)")
                } else if !names.insert(name).inserted {
                    found.append("\(kind) \(name) is there twice in /\(path)")
                }
                numbers[number] = numbers[number] ?? name
            }
        }
        if !found.isEmpty { report.add(evidence: found) }
    }
}
