import TareDockerfile

extension Rule {
    static let dl3057 = Rule(
        "DL3057", .info, "The image has no HEALTHCHECK",
        rationale: """
            Without one, a process that hangs counts as healthy. Orchestrators with probes of their own need none.
            """,
        bad: "FROM debian:13\n", good: "FROM debian:13\nHEALTHCHECK CMD [\"true\"]\n", tags: [.reliability],
        isOnByDefault: false, needs: Needs(.from)
    ) { scope, report in
        var good: [ImageName] = []
        var bad: [Item] = []
        var current: Item?
        for item in scope.items {
            if let image = item.image {
                let isGood = current != nil && good.contains { $0.stageName == image.name }
                if isGood { good.append(image) } else { bad.append(item) }
                current = item
            } else if item.keyword == .healthcheck, let stage = current, let image = stage.image {
                // Stages that this one stands on need none of their own.
                var open = [image]
                while let next = open.popLast() {
                    let below = bad.filter { $0.image?.stageName == next.name }
                    for found in below {
                        bad.removeAll { $0.instruction.range == found.instruction.range }
                        if let image = found.image {
                            good.append(image)
                            open.append(image)
                        }
                    }
                }
                good.append(image)
                bad.removeAll { $0.instruction.range == stage.instruction.range }
            }
        }
        for item in bad { report.add(item) }
    }
}
