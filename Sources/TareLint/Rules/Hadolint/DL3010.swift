import TareDockerfile

extension Rule {
    static let dl3010 = Rule(
        "DL3010", .info, "Use ADD to unpack an archive into the image",
        rationale: """
            COPY keeps the archive in a layer of its own for good; ADD unpacks it as it is sent.
            """,
        bad: "FROM alpine:3.22\nCOPY app.tar.gz /tmp/\nRUN tar -xzf /tmp/app.tar.gz -C /app\n",
        good: "FROM alpine:3.22\nADD app.tar.gz /app/\n", tags: [.size],
        needs: Needs(.copy)
    ) { scope, report in
        guard !scope.programs.isDisjoint(with: .unpackers) else { return }
        // By archive: where it is copied. A new stage forgets all, findings too.
        var copied: [String: [Item]] = [:]
        var unpacked: [(item: Item, name: String)] = []
        for item in scope.items {
            switch item.command {
            case .from: (copied, unpacked) = ([:], [])
            case .copy(let copy) where copy.from == nil:
                let target = copy.destination.text
                var names = copy.sources.map(\.word.text.baseName).filter(\.isArchiveName)
                if target.isArchiveName { names = [target.baseName] }
                for name in Set(names) { copied[name, default: []].append(item) }
            default:
                guard let run = item.run, !copied.isEmpty, !run.programs.isDisjoint(with: .unpackers) else { continue }
                for name in run.calls.filter(isUnpacking).flatMap({ $0.operands().map(\.baseName) }) {
                    for item in copied.removeValue(forKey: name) ?? [] { unpacked.append((item, name)) }
                }
            }
        }
        for (item, name) in unpacked { report.add(item, evidence: [Evidence(name)]) }
    }

    private static func isUnpacking(_ call: Call) -> Bool {
        if call.program == .unpacker { return true }
        return call.program == .tar
            && call.arguments.contains {
                $0 == "--extract" || $0 == "--get" || ($0.hasPrefix("-") && $0.has("x"))
            }
    }
}
