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
        var known: Set<String> = []
        for item in scope.items {
            switch item.command {
            case .arg(let definitions): known.formUnion(definitions.map(\.name.text))
            case .env(let pairs):
                let names = pairs.map(\.name.unquoted)
                if pairs.count > 1 {
                    let values = pairs.map(\.value.unquoted)
                    let bad = names.indices.filter { index in
                        !known.contains(names[index])
                            && values.indices.contains { $0 != index && values[$0].refers(to: names[index]) }
                    }
                    if !bad.isEmpty { report.add(item, evidence: bad.map { Evidence(pairs[$0].name) }) }
                }
                known.formUnion(names)
            default: break
            }
        }
    }
}

extension String {
    /// Whether `${name}` stands in it, or `$name` with nothing behind it that would make the name longer.
    fileprivate func refers(to name: String) -> Bool {
        guard utf8.contains(0x24) else { return false }
        let (bytes, name) = (Array(utf8), Array(name.utf8))
        for place in bytes.indices where bytes[place] == 0x24 {
            let rest = bytes[(place + 1)...]
            if rest.starts(with: [0x7B] + name + [0x7D]) { return true }
            guard rest.starts(with: name) else { continue }
            guard let next = rest.dropFirst(name.count).first else { return true }
            if !((next | 0x20) &- 0x61 < 26 || next &- 0x30 < 10 || next == 0x5F) { return true }
        }
        return false
    }
}
