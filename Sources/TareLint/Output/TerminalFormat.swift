import TareDiagnostics
import TareDockerfile

/// A line a finding, the evidence below it, a sum at the end.
enum TerminalFormat {
    static func text(_ files: [CheckedFile], isColored: Bool) -> String {
        var text = ""
        for file in files {
            let path = file.path.printable()
            for finding in file.findings {
                let severity = finding.severity.name
                let shown = isColored ? "\u{1B}[1;\(color(finding.severity))m\(severity)\u{1B}[0m" : severity
                let place = finding.hasPlace ? ":\(finding.start)" : ""
                text += "\(path)\(place) \(finding.rule) \(shown): \(finding.message.printable(limit: 500))"
                if !finding.fix.isEmpty { text += isColored ? " \u{1B}[2m(--fix)\u{1B}[0m" : " (--fix)" }
                text += "\n"
                for evidence in finding.evidence {
                    let place = evidence.start.map { "\($0) " } ?? ""
                    text += "    \(place)\(firstLine(evidence.text))\n"
                }
            }
        }
        return text + summary(files) + "\n"
    }

    /// Of what may be many lines.
    private static func firstLine(_ text: String) -> String {
        let line = text.prefix { $0 != "\n" && $0 != "\r\n" }
        return String(line).printable(limit: 120) + (line.endIndex == text.endIndex ? "" : "…")
    }

    private static func color(_ severity: Severity) -> Int {
        switch severity {
        case .error: 31
        case .warning: 33
        case .info: 32
        case .style: 36
        }
    }

    private static func summary(_ files: [CheckedFile]) -> String {
        let findings = files.flatMap(\.findings)
        let places = files.count == 1 ? "1 file" : "\(files.count) files"
        guard !findings.isEmpty else { return "no findings in \(places)" }
        let counts = Severity.allCases.reversed().compactMap { severity -> String? in
            let count = findings.count { $0.severity == severity }
            return count == 0 ? nil : "\(count) \(severity.name)"
        }
        let noun = findings.count == 1 ? "finding" : "findings"
        return "\(findings.count) \(noun) in \(places): \(counts.joined(separator: ", "))"
    }
}
