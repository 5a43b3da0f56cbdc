import TareDockerfile

/// What DL3009 and DL3060 share: a layer's waste counts only in the last stage, and in stages that others stand on.
enum UsedStages {
    static func report(_ scope: LintScope, _ report: inout Report, isBad: (RunFacts) -> Bool) {
        var current: ImageName?
        var bases: Set<String> = []
        var found: [(item: Item, stage: ImageName?)] = []
        for item in scope.items {
            if let image = item.image {
                current = image
                bases.insert(image.name)
            } else if let run = item.run, isBad(run) {
                found.append((item, current))
            }
        }
        for (item, stage) in found {
            guard stage == current || stage?.alias.map(bases.contains) ?? false else { continue }
            report.add(item)
        }
    }
}
