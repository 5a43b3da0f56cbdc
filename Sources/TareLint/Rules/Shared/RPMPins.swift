import TareDockerfile

/// What DL3033 and DL3041 share: `name-version`, where a version may stand in a variable that the stage knows.
enum RPMPins {
    static func report(
        _ scope: LintScope, _ report: inout Report, _ programs: ProgramSet, skippingGroups: Bool
    ) {
        var arguments: Set<String> = []
        var variables: Set<String> = []
        var stages: [(alias: String, variables: Set<String>)] = []
        for item in scope.items {
            switch item.command {
            case .from:
                guard let image = item.image else { continue }
                if !stages.isEmpty { stages[stages.count - 1].variables = variables }
                variables = stages.first { $0.alias == image.name }?.variables ?? []
                stages.append((image.alias ?? "", variables))
            case .env(let pairs): variables.formUnion(pairs.map(\.name.unquoted))
            case .arg(let definitions): arguments.formUnion(definitions.map(\.name.text))
            default:
                guard let run = item.run, !run.programs.isDisjoint(with: programs) else { continue }
                let known = variables.isEmpty ? arguments : variables.union(arguments)
                let bad = run.calls.filter { call in
                    programs.contains(call.program)
                        && isUnpinned(call, known, skippingGroups: skippingGroups)
                }
                if !bad.isEmpty { report.add(item, evidence: bad.map(\.evidence)) }
            }
        }
    }

    private static func isUnpinned(_ call: Call, _ known: Set<String>, skippingGroups: Bool) -> Bool {
        guard call.has("install") else { return false }
        let packages = call.operands().filter { $0 != "install" && $0 != "module" }
        if call.has("module") { return packages.contains { !$0.has(":") } }
        if skippingGroups, call.has("group") { return false }
        return packages.contains { !isPinned($0, known) }
    }

    private static func isPinned(_ package: String, _ known: Set<String>) -> Bool {
        guard package.utf8.contains(0x2D) else { return false }
        let parts = package.utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
        if package.ends(".rpm") { return true }
        if package.has("$") { return package.bracedNames.contains(where: known.contains) }
        let version = parts.dropFirst()
        return version.allSatisfy { $0.allSatisfy(isVersionByte) }
            && version.contains { ($0.first ?? 0) &- 0x30 < 10 }
    }

    private static func isVersionByte(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || ".~^_:+".utf8.contains(byte)
    }
}

extension String {
    /// The names in `${name}`.
    var bracedNames: [String] {
        var names: [String] = []
        var rest = utf8[...]
        while let sign = rest.firstIndex(of: 0x24) {
            rest = rest[utf8.index(after: sign)...]
            guard rest.first == 0x7B, let end = rest.firstIndex(of: 0x7D) else { continue }
            names.append(String(Substring(rest.dropFirst()[..<end])))
        }
        return names
    }
}
