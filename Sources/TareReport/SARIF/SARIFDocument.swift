extension SARIFLog {
    /// The log's own shape, property by property (SARIF 2.1.0 §3.13 and following).
    struct Document: Encodable {
        let schema = "https://json.schemastore.org/sarif-2.1.0.json"
        let version = "2.1.0"
        let runs: [Run]

        private enum CodingKeys: String, CodingKey {
            case schema = "$schema"
            case version, runs
        }

        struct Run: Encodable {
            var tool: Tool
            var invocations: [Invocation]
            var results: [ResultObject]
            let columnKind = "unicodeCodePoints"
        }

        struct Invocation: Encodable { var executionSuccessful: Bool }

        struct Tool: Encodable { var driver: Driver }

        struct Driver: Encodable {
            let name = "tare"
            var version: String
            var rules: [RuleObject]
        }

        struct Message: Encodable { var text: String }

        struct RuleObject: Encodable {
            var id: String
            var shortDescription: Message
            var fullDescription: Message?
            var defaultConfiguration: Configuration?
            var helpUri: String?
        }

        struct Configuration: Encodable { var level: Level }

        struct ResultObject: Encodable {
            var ruleId: String
            var ruleIndex: Int?
            var level: Level
            var message: Message
            var locations: [Location]
            var relatedLocations: [Location]?
            var fixes: [Fix]?
            var partialFingerprints: [String: String]
        }

        struct Location: Encodable {
            var physicalLocation: PhysicalLocation
            var message: Message?
        }

        struct PhysicalLocation: Encodable {
            var artifactLocation: ArtifactLocation
            var region: Region?
        }

        struct ArtifactLocation: Encodable { var uri: String }

        struct Fix: Encodable { var artifactChanges: [Change] }

        struct Change: Encodable {
            var artifactLocation: ArtifactLocation
            var replacements: [Replacement]
        }

        struct Replacement: Encodable {
            var deletedRegion: Region
            var insertedContent: Message
        }

        init(version: String, rules: [Rule], results: [Result], isComplete: Bool) {
            var indices: [String: Int] = [:]
            for (index, rule) in rules.enumerated() { indices[rule.id] = index }
            let objects = results.map { Self.object($0, indices[$0.ruleID]) }
            let driver = Driver(
                version: version,
                rules: rules.map { rule in
                    RuleObject(
                        id: rule.id, shortDescription: Message(text: rule.summary),
                        fullDescription: rule.rationale.map { Message(text: $0) },
                        defaultConfiguration: rule.level.map { Configuration(level: $0) }, helpUri: rule.help)
                })
            runs = [
                Run(
                    tool: Tool(driver: driver), invocations: [Invocation(executionSuccessful: isComplete)],
                    results: objects)
            ]
        }

        private static func object(_ result: Result, _ ruleIndex: Int?) -> ResultObject {
            let artifact = ArtifactLocation(uri: uri(result.artifact))
            func location(_ region: Region?, _ text: String? = nil) -> Location {
                Location(
                    physicalLocation: PhysicalLocation(artifactLocation: artifact, region: region),
                    message: text.map { Message(text: $0) })
            }
            let replacements = result.fix.map { edit in
                Replacement(deletedRegion: edit.region, insertedContent: Message(text: edit.replacement))
            }
            let fix = Fix(artifactChanges: [Change(artifactLocation: artifact, replacements: replacements)])
            return ResultObject(
                ruleId: result.ruleID, ruleIndex: ruleIndex, level: result.level,
                message: Message(text: result.message), locations: [location(result.region)],
                relatedLocations: result.related.isEmpty
                    ? nil : result.related.map { location($0.region, $0.text) },
                fixes: replacements.isEmpty ? nil : [fix],
                partialFingerprints: ["tare/v1": result.fingerprint])
        }

        /// A relative reference (RFC 3986 §4.2): what may not stand in one is escaped, also the colon of `name:tag`, which
        /// would make `name` a scheme.
        static func uri(_ text: String) -> String {
            var uri = ""
            for byte in text.utf8 {
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                    UInt8(ascii: "~"), UInt8(ascii: "/"), UInt8(ascii: "@"), UInt8(ascii: "+"):
                    uri.unicodeScalars.append(Unicode.Scalar(byte))
                default:
                    let hex = String(byte, radix: 16, uppercase: true)
                    uri += "%" + (hex.count == 1 ? "0" + hex : hex)
                }
            }
            return uri
        }
    }
}
