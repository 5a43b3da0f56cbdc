import TareDockerfile

/// JUnit's XML: a suite a file, a failed case a finding, and one that passes where there is none.
enum JUnitFormat {
    static func text(_ files: [CheckedFile]) -> String {
        let failures = files.map(\.findings.count).reduce(0, +)
        let cases = files.map { max($0.findings.count, 1) }.reduce(0, +)
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        text += "<testsuites name=\"tare check\" tests=\"\(cases)\" failures=\"\(failures)\" errors=\"0\">\n"
        for file in files {
            let path = file.path.xmlEscaped
            text += "<testsuite name=\"\(path)\" tests=\"\(max(file.findings.count, 1))\" failures=\""
            text += "\(file.findings.count)\" errors=\"0\">\n"
            if file.findings.isEmpty { text += "<testcase classname=\"\(path)\" name=\"no findings\"/>\n" }
            for finding in file.findings {
                let message = finding.message.xmlEscaped
                text += "<testcase classname=\"\(path)\" name=\"\(finding.rule) \(finding.start)\"><failure type=\""
                text += "\(finding.severity.name)\" message=\"\(message)\">\(path):\(finding.start): "
                text += "\(finding.severity.name): \(message) (\(finding.rule))</failure></testcase>\n"
            }
            text += "</testsuite>\n"
        }
        return text + "</testsuites>\n"
    }
}
