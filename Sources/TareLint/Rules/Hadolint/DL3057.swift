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
        // Names of stages that have one, or stand on one that has.
        var good: Set<String> = []
        // By the number of the stage, and by the name that others stand on.
        var bad: [Int: Item] = [:]
        var stages: [String: [Int]] = [:]
        var number = -1
        var current: ImageName?
        for item in scope.items {
            if let image = item.image {
                number += 1
                if current != nil, good.contains(image.name) {
                    good.insert(image.stageName)
                } else {
                    bad[number] = item
                    stages[image.stageName, default: []].append(number)
                }
                current = image
            } else if item.keyword == .healthcheck, let image = current {
                // Stages that this one stands on need none of their own.
                var open = [image.name]
                while let name = open.popLast() {
                    for stage in stages.removeValue(forKey: name) ?? [] {
                        guard let found = bad.removeValue(forKey: stage)?.image else { continue }
                        good.insert(found.stageName)
                        open.append(found.name)
                    }
                }
                good.insert(image.stageName)
                bad[number] = nil
            }
        }
        for (_, item) in bad.sorted(by: { $0.key < $1.key }) { report.add(item) }
    }
}
