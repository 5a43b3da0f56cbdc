import TareDockerfile

/// Code Climate's issues: one an object with a zero byte behind it, or GitLab's array with fingerprints.
enum CodeClimateFormat {
    static func text(_ files: [CheckedFile]) -> String {
        files.map { file in
            file.findings.map { "{\(issue($0, file.path))}\u{0}" }.joined()
        }.joined()
    }

    static func gitLabText(_ files: [CheckedFile]) -> String {
        let issues = files.flatMap { file in
            zip(file.findings, file.fingerprints).map { finding, fingerprint in
                "{\(issue(finding, file.path)),\"fingerprint\":\(fingerprint.jsonQuoted)}"
            }
        }
        return "[" + issues.joined(separator: ",\n") + "]\n"
    }

    private static func issue(_ finding: Finding, _ path: String) -> String {
        let severity =
            switch finding.severity {
            case .error: "blocker"
            case .warning: "major"
            case .info: "info"
            case .style: "minor"
            }
        let first = max(finding.start.line, 1)
        let lines = "{\"begin\":\(first),\"end\":\(max(first, finding.end.line))}"
        return "\"type\":\"issue\",\"check_name\":\(finding.rule.jsonQuoted),\"description\":"
            + "\(finding.message.jsonQuoted),\"categories\":[\"Bug Risk\"],\"severity\":\"\(severity)\","
            + "\"location\":{\"path\":\(path.jsonQuoted),\"lines\":\(lines)}"
    }
}
