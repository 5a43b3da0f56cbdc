import TareDockerfile

extension Rule {
    static let dl3044 = Rule(
        "DL3044", .error, "A variable cannot be used in the ENV that defines it",
        rationale: """
            All values of one ENV are worked out before any is set: the reference is what it was before, or nothing.
            """,
        bad: "ENV BASE=/opt PATH=\"$BASE/bin\"\n", good: "ENV BASE=/opt\nENV PATH=\"$BASE/bin\"\n",
        tags: [.reliability], needs: Needs(.env)
    ) { scope, report in
        let mayRefer = scope.items.contains { item in
            guard case .env(let pairs) = item.command, pairs.count > 1 else { return false }
            return pairs.contains { $0.value.hasVariable }
        }
        guard mayRefer else { return }
        var known: Set<String> = []
        // Not gathered before they are looked for.
        var waiting: [Item] = []
        for item in scope.items {
            switch item.command {
            case .arg: waiting.append(item)
            case .env(let pairs):
                if pairs.count > 1, pairs.contains(where: \.value.hasVariable) {
                    // By name: the pairs in whose values it stands, two at most.
                    var users: [String: [Int]] = [:]
                    for (index, pair) in pairs.enumerated() where pair.value.hasVariable {
                        for name in pair.value.unquoted.variableNames where users[name]?.last != index {
                            if users[name, default: []].count < 2 { users[name, default: []].append(index) }
                        }
                    }
                    let names = item.names
                    let used = names.indices.filter {
                        users[names[$0]]?.contains { [index = $0] in $0 != index } ?? false
                    }
                    if !used.isEmpty {
                        for item in waiting { known.formUnion(item.names) }
                        waiting = []
                    }
                    let bad = used.filter { !known.contains(names[$0]) }
                    if !bad.isEmpty { report.add(item, evidence: bad.map { Evidence(pairs[$0].name) }) }
                }
                waiting.append(item)
            default: break
            }
        }
    }
}

extension String {
    /// The names in `${name}` and `$name`.
    fileprivate var variableNames: [String] {
        var names = bracedNames
        var rest = utf8[...]
        while let sign = rest.firstIndex(of: 0x24) {
            rest = rest[utf8.index(after: sign)...]
            let name = rest.prefix { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x5F }
            if !name.isEmpty { names.append(String(Substring(name))) }
        }
        return names
    }
}
