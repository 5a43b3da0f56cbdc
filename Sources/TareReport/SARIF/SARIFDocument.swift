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
            var helpUri: String?
        }

        struct ResultObject: Encodable {
            var ruleId: String
            var ruleIndex: Int?
            var level: Level
            var message: Message
            var locations: [Location]
            var partialFingerprints: [String: String]
        }

        struct Location: Encodable { var physicalLocation: PhysicalLocation }

        struct PhysicalLocation: Encodable {
            var artifactLocation: ArtifactLocation
            var region: Region?
        }

        struct ArtifactLocation: Encodable { var uri: String }

        struct Region: Encodable {
            var startLine: Int
            var startColumn: Int?
        }

        init(version: String, rules: [Rule], results: [Result], isComplete: Bool) {
            var indices: [String: Int] = [:]
            for (index, rule) in rules.enumerated() { indices[rule.id] = index }
            let objects = results.map { result in
                ResultObject(
                    ruleId: result.ruleID, ruleIndex: indices[result.ruleID], level: result.level,
                    message: Message(text: result.message),
                    locations: [
                        Location(
                            physicalLocation: PhysicalLocation(
                                artifactLocation: ArtifactLocation(uri: Self.uri(result.artifact)),
                                region: result.line.map { Region(startLine: $0, startColumn: result.column) }))
                    ],
                    partialFingerprints: ["tare/v1": result.fingerprint])
            }
            let driver = Driver(
                version: version,
                rules: rules.map {
                    RuleObject(id: $0.id, shortDescription: Message(text: $0.summary), helpUri: $0.help)
                })
            runs = [
                Run(
                    tool: Tool(driver: driver), invocations: [Invocation(executionSuccessful: isComplete)],
                    results: objects)
            ]
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
