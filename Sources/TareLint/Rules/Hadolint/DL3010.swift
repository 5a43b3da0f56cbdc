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
        // By instruction and archive; a new stage forgets all, findings too.
        var archives: [(item: Item, name: String)] = []
        var unpacked: [Bool] = []
        for item in scope.items {
            switch item.command {
            case .from: (archives, unpacked) = ([], [])
            case .copy(let copy) where copy.from == nil:
                let target = copy.destination.text
                var names = copy.sources.map(\.word.text.baseName).filter(\.isArchiveName)
                if target.isArchiveName { names = [target.baseName] }
                for name in Set(names).sorted() {
                    archives.append((item, name))
                    unpacked.append(false)
                }
            default:
                guard let run = item.run, !archives.isEmpty, !run.programs.isDisjoint(with: .unpackers) else {
                    continue
                }
                let names = Set(run.calls.filter(isUnpacking).flatMap { $0.operands().map(\.baseName) })
                for index in archives.indices where names.contains(archives[index].name) { unpacked[index] = true }
            }
        }
        for (archive, isUnpacked) in zip(archives, unpacked) where isUnpacked {
            report.add(archive.item, evidence: [Evidence(archive.name)])
        }
    }

    private static func isUnpacking(_ call: Call) -> Bool {
        if call.program == .unpacker { return true }
        return call.program == .tar
            && call.arguments.contains {
                $0 == "--extract" || $0 == "--get" || ($0.hasPrefix("-") && $0.contains("x"))
            }
    }
}
