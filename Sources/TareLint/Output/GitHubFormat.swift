import TareDockerfile

/// Workflow commands, which GitHub shows beside the lines of a change.
enum GitHubFormat {
    static func text(_ files: [CheckedFile]) -> String {
        var text = ""
        for file in files {
            for finding in file.findings {
                let command =
                    switch finding.severity {
                    case .error: "error"
                    case .warning: "warning"
                    case .info, .style: "notice"
                    }
                text += "::\(command) file=\(property(file.path)),line=\(max(finding.start.line, 1)),"
                text +=
                    "endLine=\(max(finding.end.line, 1)),title=\(property(finding.rule))::\(data(finding.message))\n"
            }
        }
        return text
    }

    private static func data(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": result += "%25"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func property(_ text: String) -> String {
        var result = ""
        for scalar in data(text).unicodeScalars {
            switch scalar {
            case ":": result += "%3A"
            case ",": result += "%2C"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
