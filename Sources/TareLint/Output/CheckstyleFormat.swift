import TareDockerfile

/// Checkstyle's XML, as hadolint writes it.
enum CheckstyleFormat {
    static func text(_ files: [CheckedFile]) -> String {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n"
        for file in files {
            text += "<file name=\"\(file.path.xmlEscaped)\">\n"
            for finding in file.findings {
                text +=
                    "<error line=\"\(max(finding.start.line, 1))\" column=\"\(max(finding.start.column, 1))\" severity=\""
                text += "\(finding.severity.name)\" message=\"\(finding.message.xmlEscaped)\" source=\""
                text += "\(finding.rule.xmlEscaped)\"/>\n"
            }
            text += "</file>\n"
        }
        return text + "</checkstyle>\n"
    }
}
