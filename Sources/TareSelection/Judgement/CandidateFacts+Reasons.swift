/// The size of an image in one measure.
struct Weighed: Comparable {
    var id: String
    var bytes: UInt64
    var measure: Reason.Measure

    init?(_ ranked: Ranking.Ranked) {
        guard let bytes = ranked.facts.size.compressed else { return nil }
        self.init(id: ranked.facts.id, bytes: bytes, measure: .compressed)
    }

    init(id: String, bytes: UInt64, measure: Reason.Measure) {
        self.id = id
        self.bytes = bytes
        self.measure = measure
    }

    static func < (left: Weighed, right: Weighed) -> Bool { (left.bytes, left.id) < (right.bytes, right.id) }
}

extension CandidateFacts {
    /// What speaks for the candidate, the weightiest first. Nothing that is not known is among it.
    var pros: [Reason] {
        var pros: [Reason] = []
        switch fit {
        case .fits: pros.append(.starts(packages: wheels?.chosen ?? 0))
        case .needsBuild: pros.append(.startsWithBuild(packages: wheels?.needBuild ?? []))
        case .unsupported: pros.append(.startsUnsupported)
        case .unknown, .unfit: break
        }
        for component in ScoreComponent.allCases where component != .wheels {
            if let reason = merit(component) { pros.append(reason) }
        }
        return pros
    }

    /// What speaks against it: first what excludes it.
    func cons(smallest: Weighed?) -> [Reason] {
        var cons = obstacles
        if let wheels, !wheels.needBuild.isEmpty {
            cons.append(.needsBuild(packages: wheels.needBuild, hasCompiler: hasCompiler))
        }
        // Half as much again is worth a word.
        if let smallest, smallest.id != id, let bytes = size.compressed, bytes > smallest.bytes,
            bytes - smallest.bytes >= smallest.bytes / 2
        {
            cons.append(
                .largerThan(id: smallest.id, bytes: bytes, otherBytes: smallest.bytes, measure: smallest.measure))
        }
        if let vulnerabilities, vulnerabilities.total > 0 {
            cons.append(
                .vulnerabilities(
                    critical: vulnerabilities.critical, high: vulnerabilities.high, total: vulnerabilities.total,
                    fixable: vulnerabilities.fixable))
        }
        if shell == .absent { cons.append(.hardToLookInto) }
        if runsAsRoot == true { cons.append(.root) }
        if let setIDFiles, setIDFiles > 0 { cons.append(.setIDFiles(count: setIDFiles)) }
        if let support {
            if !support.longTerm.isEmpty { cons.append(.longTermOnly(what: support.longTerm)) }
            if support.isFrozen { cons.append(.frozen) }
            if !support.unknown.isEmpty { cons.append(.supportUnknown(what: support.unknown)) }
        }
        let missing = missing
        if !missing.isEmpty { cons.append(.notMeasured(inputs: missing)) }
        return cons
    }

    /// What keeps it from being recommended, the weightiest first.
    var obstacles: [Reason] {
        var obstacles: [Reason] = []
        if isAvailable == false { obstacles.append(.unavailable) }
        if let blocked = wheels?.blocked, let first = blocked.first {
            obstacles.append(.blocked(package: first.package, why: first.reason, more: blocked.count - 1))
        }
        if proof.status == .fails {
            let first = proof.failed.first ?? .init(id: "-", reason: "")
            obstacles.append(.fails(check: first.id, why: first.reason, more: max(0, proof.failed.count - 1)))
        }
        if let support {
            if support.isWithdrawn { obstacles.append(.withdrawn(since: support.withdrawn)) }
            if support.isOver, let date = support.date {
                obstacles.append(.supportOver(date: date, what: support.title ?? id))
            }
        }
        switch evidence {
        case .measured:
            if proof.status == .unknown, let first = proof.undecided.first {
                obstacles.append(.undecided(check: first.id, why: first.reason, more: proof.undecided.count - 1))
            }
        case .stated: obstacles.append(.stated)
        case .unreachable: obstacles.append(.unreachable)
        }
        return obstacles
    }

    /// What is not known.
    var missing: [Reason.Input] {
        Reason.Input.allCases.filter { input in
            switch input {
            case .wheels: wheels == nil
            case .proof: proof.status == .unknown
            case .size: size.compressed == nil || size.uncompressed == nil
            case .vulnerabilities: vulnerabilities == nil
            case .support: support?.date == nil
            case .shell: shell == nil
            case .packageManager: packageManager == nil
            case .user: runsAsRoot == nil
            case .packages: systemPackages == nil
            case .setIDFiles: setIDFiles == nil
            }
        }
    }

    /// What a component has to say for the candidate by itself; `nil` where that is nothing.
    func merit(_ component: ScoreComponent) -> Reason? {
        switch component {
        case .weight: size.compressed.map { .weighs(bytes: $0, measure: .compressed) }
        case .vulnerabilities: vulnerabilities?.total == 0 ? .noVulnerabilities : nil
        case .support:
            if let support, let date = support.date, let what = support.title, support.unknown.isEmpty,
                !support.isOver, !support.isWithdrawn
            {
                .supportedUntil(date: date, what: what)
            } else {
                nil
            }
        case .wheels: nil
        case .noShell: shell == .absent ? .noShell : nil
        case .noPackageManager: packageManager == .absent ? .noPackageManager : nil
        case .notRoot: runsAsRoot == false ? .notRoot : nil
        case .setIDFiles: setIDFiles == 0 ? .noSetIDFiles : nil
        case .packages: systemPackages.flatMap { $0 <= 60 ? .fewPackages(count: $0) : nil }
        case .shell: if case .present(let path)? = shell { .hasShell(path: path) } else { nil }
        case .packageManager:
            if case .present(let name)? = packageManager { .hasPackageManager(name: name) } else { nil }
        }
    }

    /// What a component has to say for the candidate beside another; `nil` where both are not known or the other is no worse.
    func advantage(_ component: ScoreComponent, over other: CandidateFacts) -> Reason? {
        switch component {
        case .weight: smaller(than: other)
        case .vulnerabilities:
            if let mine = vulnerabilities, let theirs = other.vulnerabilities {
                if mine.severe < theirs.severe {
                    .fewerSevereVulnerabilities(id: other.id, count: mine.severe, otherCount: theirs.severe)
                } else if mine.total < theirs.total {
                    .fewerVulnerabilities(id: other.id, count: mine.total, otherCount: theirs.total)
                } else {
                    nil
                }
            } else {
                nil
            }
        case .support:
            if let mine = support?.date, let theirs = other.support?.date, mine > theirs,
                support?.unknown.isEmpty == true
            {
                .supportedLongerThan(id: other.id, date: mine, otherDate: theirs)
            } else {
                nil
            }
        case .setIDFiles:
            if let mine = setIDFiles, let theirs = other.setIDFiles, mine < theirs {
                .fewerSetIDFiles(id: other.id, count: mine, otherCount: theirs)
            } else {
                nil
            }
        case .packages:
            if let mine = systemPackages, let theirs = other.systemPackages, mine < theirs {
                .fewerPackages(id: other.id, count: mine, otherCount: theirs)
            } else {
                nil
            }
        case .wheels: nil
        case .noShell, .noPackageManager, .notRoot, .shell, .packageManager:
            other.merit(component) == nil ? merit(component) : nil
        }
    }

    private func smaller(than other: CandidateFacts) -> Reason? {
        if let mine = size.compressed, let theirs = other.size.compressed, mine < theirs {
            return .smallerThan(id: other.id, bytes: mine, otherBytes: theirs, measure: .compressed)
        }
        if let mine = size.uncompressed, let theirs = other.size.uncompressed, mine < theirs {
            return .smallerThan(id: other.id, bytes: mine, otherBytes: theirs, measure: .uncompressed)
        }
        return nil
    }
}
