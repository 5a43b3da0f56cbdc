import TareDockerfile

/// Findings in SARIF 2.1.0 (OASIS Standard), with regions to their last column, the evidence's places and the fixes.
public struct SARIFReport: Encodable, Sendable {
    let schema = "https://json.schemastore.org/sarif-2.1.0.json"
    let version = "2.1.0"
    let runs: [Run]

    private enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case version, runs
    }

    /// - Parameter version: of Tare.
    public init(_ files: [CheckedFile], version: String) {
        let used = Set(files.flatMap(\.findings).map(\.rule))
        let rules = RuleCatalogue.all.filter { used.contains($0.id) }.sorted { $0.id < $1.id }
        var indices: [String: Int] = [:]
        for (index, rule) in rules.enumerated() { indices[rule.id] = index }
        runs = [
            Run(
                tool: Tool(driver: Driver(version: version, rules: rules.map(Descriptor.init))),
                results: files.flatMap { Self.results($0, indices) })
        ]
    }

    private static func results(_ file: CheckedFile, _ indices: [String: Int]) -> [Entry] {
        guard !file.findings.isEmpty else { return [] }
        let lines = Dockerfile(file.source).lineTable()
        let artifact = Artifact(uri: file.path.uriReference)
        return zip(file.findings, file.fingerprints).map { finding, fingerprint in
            let related = finding.evidence.compactMap { evidence -> Location? in
                guard let start = evidence.start, let end = evidence.end else { return nil }
                return Location(
                    physicalLocation: Place(artifactLocation: artifact, region: Region(start, end)),
                    message: Message(text: evidence.text))
            }
            let change = finding.fix.map { edit in
                Replacement(
                    deletedRegion: Region(lines.position(edit.range.lower), lines.position(edit.range.upper)),
                    insertedContent: Message(text: edit.replacement))
            }
            return Entry(
                ruleId: finding.rule, ruleIndex: indices[finding.rule], level: level(finding.severity),
                message: Message(text: finding.message),
                locations: [
                    Location(
                        physicalLocation: Place(
                            artifactLocation: artifact,
                            region: finding.hasPlace ? Region(finding.start, finding.end) : nil))
                ], relatedLocations: related.isEmpty ? nil : related,
                fixes: change.isEmpty
                    ? nil : [Fix(artifactChanges: [Change(artifactLocation: artifact, replacements: change)])],
                partialFingerprints: ["tare/v1": fingerprint])
        }
    }

    private static func level(_ severity: Severity) -> String {
        switch severity {
        case .error: "error"
        case .warning: "warning"
        case .info, .style: "note"
        }
    }
}

extension SARIFReport {
    struct Run: Encodable {
        var tool: Tool
        var results: [Entry]
        let columnKind = "unicodeCodePoints"

        private enum CodingKeys: String, CodingKey { case tool, results, columnKind }
    }

    struct Tool: Encodable { var driver: Driver }

    struct Driver: Encodable {
        let name = "tare"
        var version: String
        var rules: [Descriptor]

        private enum CodingKeys: String, CodingKey { case name, version, rules }
    }

    /// `reportingDescriptor`
    struct Descriptor: Encodable {
        var id: String
        var shortDescription: Message
        var fullDescription: Message
        var defaultConfiguration: Configuration

        init(_ rule: RuleCard) {
            id = rule.id
            shortDescription = Message(text: rule.title)
            fullDescription = Message(text: rule.rationale)
            defaultConfiguration = Configuration(level: SARIFReport.level(Severity(rule.severity) ?? .warning))
        }
    }

    struct Configuration: Encodable { var level: String }

    /// `result`
    struct Entry: Encodable {
        var ruleId: String
        var ruleIndex: Int?
        var level: String
        var message: Message
        var locations: [Location]
        var relatedLocations: [Location]?
        var fixes: [Fix]?
        var partialFingerprints: [String: String]
    }

    struct Message: Encodable { var text: String }

    struct Location: Encodable {
        var physicalLocation: Place
        var message: Message?
    }

    struct Place: Encodable {
        var artifactLocation: Artifact
        var region: Region?
    }

    struct Artifact: Encodable { var uri: String }

    struct Region: Encodable {
        var startLine: Int
        var startColumn: Int
        var endLine: Int
        var endColumn: Int

        init(_ start: SourcePosition, _ end: SourcePosition) {
            (startLine, startColumn) = (start.line, start.column)
            (endLine, endColumn) = (end.line, end.column)
        }
    }

    struct Fix: Encodable { var artifactChanges: [Change] }

    struct Change: Encodable {
        var artifactLocation: Artifact
        var replacements: [Replacement]
    }

    struct Replacement: Encodable {
        var deletedRegion: Region
        var insertedContent: Message
    }
}

extension String {
    /// As a relative reference (RFC 3986 §4.2): what may not stand in one is escaped.
    var uriReference: String {
        var uri = ""
        for byte in utf8 {
            let isPlain = (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || "-._~/@+".utf8.contains(byte)
            if isPlain {
                uri.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let hex = String(byte, radix: 16, uppercase: true)
                uri += "%" + (hex.count == 1 ? "0" : "") + hex
            }
        }
        return uri
    }
}
