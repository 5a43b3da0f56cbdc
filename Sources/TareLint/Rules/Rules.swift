/// All rules, in the order of their ids: hadolint's, then BuildKit's, then our own.
public enum Rules {
    public static let all: [Rule] = hadolint + buildKit + tare

    /// By id, `DL1000` too.
    public static func named(_ id: String) -> Rule? { id == unreadable.id ? unreadable : all.first { $0.id == id } }

    /// `DL1000`: nothing switches it off.
    public static let unreadable = Rule(
        "DL1000", .error, "The file cannot be read as a Dockerfile",
        rationale: """
            BuildKit would refuse it. The rest of the file is checked all the same.
            """,
        bad: "FROM alpine:3.22\nRUM true\n", good: "FROM alpine:3.22\nRUN true\n", tags: [.syntax],
        needs: Needs(.any)
    ) { _, _ in }

    static let hadolint: [Rule] = [
        .dl1001, .dl3000, .dl3001, .dl3002, .dl3003, .dl3004, .dl3006, .dl3007, .dl3008, .dl3009, .dl3010, .dl3011,
        .dl3012, .dl3013, .dl3014, .dl3015, .dl3016, .dl3018, .dl3019, .dl3020, .dl3021, .dl3022, .dl3023, .dl3024,
        .dl3025, .dl3026, .dl3027, .dl3028, .dl3029, .dl3030, .dl3032, .dl3033, .dl3034, .dl3035, .dl3036, .dl3037,
        .dl3038, .dl3040, .dl3041, .dl3042, .dl3043, .dl3044, .dl3045, .dl3046, .dl3047, .dl3048, .dl3049, .dl3050,
        .dl3051, .dl3052, .dl3053, .dl3054, .dl3055, .dl3056, .dl3057, .dl3058, .dl3059, .dl3060, .dl3061, .dl3062,
        .dl3063, .dl3064, .dl3065, .dl3066, .dl3067, .dl4000, .dl4001, .dl4003, .dl4004, .dl4005, .dl4006,
    ]

    static let buildKit: [Rule] = [
        .consistentInstructionCasing, .copyIgnoredFile, .duplicateStageName, .exposeInvalidFormat, .exposeProtoCasing,
        .fromAsCasing, .fromPlatformFlagConstDisallowed, .invalidBaseImagePlatform, .invalidDefaultArgInFrom,
        .invalidDefinitionDescription, .jsonArgsRecommended, .legacyKeyValueFormat, .maintainerDeprecated,
        .multipleInstructionsDisallowed, .noEmptyContinuation, .redundantTargetPlatform, .reservedStageName,
        .secretsUsedInArgOrEnv, .stageNameCasing, .undefinedArgInFrom, .undefinedVar, .workdirRelativePath,
    ]

    static let tare: [Rule] = [
        .tare1001, .tare1002, .tare1003, .tare1004, .tare1005, .tare1006, .tare1007, .tare1008, .tare1009, .tare1010,
        .tare1011, .tare1012, .tare1013, .tare1014, .tare2001, .tare2002, .tare2003, .tare2004, .tare2005, .tare2006,
        .tare2007, .tare2008, .tare2009, .tare2010, .tare3001, .tare3002, .tare3003, .tare3004, .tare3005, .tare3006,
        .tare3007, .tare3008, .tare3009, .tare3010,
    ]
}
