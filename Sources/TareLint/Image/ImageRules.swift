/// All rules about built images, in the order of their ids.
public enum ImageRules {
    public static let all: [ImageRule] = [
        .rootUser, .contentTrust, .noHealthcheck, .updateAlone, .setuidFiles, .addInsteadOfCopy, .credentials,
        .usesSudo,
        .sensitiveVolume, .distUpgrade, .apkCache, .aptLists, .latestTag, .emptyPassword, .duplicateUsers,
        .unnecessaryFiles,
    ]

    public static func named(_ id: String) -> ImageRule? { all.first { $0.id == id } }
}
