import TareDockerfile

extension Rule {
    static let dl3016 = Rule(
        "DL3016", .warning, "Pin versions in npm install: <package>@<version>",
        rationale: """
            Without a version the registry's newest is taken, which differs between two builds of the same file.
            """,
        bad: "RUN npm install express\n", good: "RUN npm install express@4.21.2\n", tags: [.packages, .pinning],
        programs: .npm
    ) { call in
        guard call.has("install") else { return false }
        let operands = call.operands(droppingValuesOf: ["loglevel", "registry"])
        guard operands.first == "install" else { return false }
        return !operands.drop { $0 == "install" }.allSatisfy(isPinnedModule)
    }

    private static func isPinnedModule(_ package: String) -> Bool {
        if ["git://", "git+ssh://", "git+http://", "git+https://"].contains(where: package.hasPrefix) {
            return package.has("#")
        }
        if package.ends(".tar") || package.ends(".tar.gz") || package.ends(".tgz") { return true }
        if ["/", "./", "../", "~/"].contains(where: package.hasPrefix) { return true }
        // hadolint drops everything above `/` in its own order of characters, not up to the scope's slash.
        let name = package.hasPrefix("@") ? package.unicodeScalars.drop { $0 > "/" } : package.unicodeScalars[...]
        return name.contains("@")
    }
}
