/// One thing that scores are made of; worth between 0 and 1.
public enum ScoreComponent: String, Sendable, Hashable, Codable, CaseIterable {
    case weight, vulnerabilities, support, wheels
    case noShell, noPackageManager, notRoot, setIDFiles, packages
    case shell, packageManager

    /// Points of a score of 100.
    func points(_ profile: Profile) -> Double {
        switch (profile, self) {
        case (.production, .weight): 24
        case (.production, .support): 24
        case (.production, .vulnerabilities): 20
        case (.production, .wheels): 10
        case (.production, .shell): 10
        case (.production, .packages): 5
        case (.production, .notRoot): 4
        case (.production, .setIDFiles): 3
        case (.security, .vulnerabilities): 40
        case (.security, .support): 15
        case (.security, .noShell): 10
        case (.security, .noPackageManager): 10
        case (.security, .notRoot): 10
        case (.security, .packages): 10
        case (.security, .setIDFiles): 5
        case (.size, .weight): 100
        case (.debug, .shell): 45
        case (.debug, .packageManager): 35
        case (.debug, .wheels): 10
        case (.debug, .support): 10
        default: 0
        }
    }

    /// What the facts are worth; 0 where they are not known, so that not knowing never helps.
    func worth(_ facts: CandidateFacts, _ now: CalendarDate) -> Double {
        switch self {
        case .weight:
            (Scale.compressed.worth(facts.size.compressed) + Scale.uncompressed.worth(facts.size.uncompressed)) / 2
        case .vulnerabilities: facts.vulnerabilities.map { 1 / (1 + $0.burden / 20) } ?? 0
        case .support: Self.support(facts.support, now)
        case .wheels:
            facts.wheels.map { wheels in
                let unbuilt = wheels.needBuild.count + wheels.blocked.count
                return unbuilt == 0 ? 1 : Double(max(0, wheels.chosen)) / Double(max(0, wheels.chosen) + unbuilt)
            } ?? 0
        case .noShell: facts.shell == .absent ? 1 : 0
        case .noPackageManager: facts.packageManager == .absent ? 1 : 0
        case .notRoot: facts.runsAsRoot == false ? 1 : 0
        case .setIDFiles: facts.setIDFiles.map { 1 / (1 + Double(max(0, $0)) / 4) } ?? 0
        case .packages: facts.systemPackages.map { 1 / (1 + Double(max(0, $0)) / 40) } ?? 0
        case .shell: facts.shell?.isPresent == true ? 1 : 0
        case .packageManager: facts.packageManager?.isPresent == true ? 1 : 0
        }
    }

    /// Whether `worth` rests on something that is known.
    func isKnown(_ facts: CandidateFacts) -> Bool {
        switch self {
        case .weight: facts.size.compressed != nil && facts.size.uncompressed != nil
        case .vulnerabilities: facts.vulnerabilities != nil
        case .support: facts.support.map { $0.date != nil && $0.unknown.isEmpty } ?? false
        case .wheels: facts.wheels != nil
        case .noShell, .shell: facts.shell != nil
        case .noPackageManager, .packageManager: facts.packageManager != nil
        case .notRoot: facts.runsAsRoot != nil
        case .setIDFiles: facts.setIDFiles != nil
        case .packages: facts.systemPackages != nil
        }
    }

    /// Three years and more are worth all; long-term support three quarters of that, a frozen tag half.
    private static func support(_ end: SupportEnd?, _ now: CalendarDate) -> Double {
        // An unknown end could be the earliest.
        guard let end, let date = end.date, end.unknown.isEmpty, !end.isOver, !end.isWithdrawn else { return 0 }
        let left = Double(max(0, min(1_095, date.dayNumber - now.dayNumber))) / 1_095
        return left * (end.longTerm.isEmpty ? 1 : 0.75) * (end.isFrozen ? 0.5 : 1)
    }
}

extension CandidateFacts.Vulnerabilities {
    /// A critical one weighs as much as ten medium ones; one of unknown severity as a medium one.
    fileprivate var burden: Double {
        func count(_ number: Int) -> Double { Double(max(0, number)) }
        return 10 * count(critical) + 4 * count(high) + count(medium) + count(low) / 4 + count(unknown)
    }
}

/// Bytes to worth, by straight lines between points: every doubling costs about as much as the one before it.
private struct Scale {
    /// Ascending bytes, descending worth; beyond the last it is 0.
    let points: [(bytes: Double, worth: Double)]

    static let compressed = Scale(points: [
        (0, 1), (25e6, 0.9), (50e6, 0.75), (100e6, 0.55), (200e6, 0.35), (400e6, 0.18), (1e9, 0.05), (3e9, 0),
    ])
    static let uncompressed = Scale(points: [
        (0, 1), (70e6, 0.9), (140e6, 0.75), (280e6, 0.55), (550e6, 0.35), (1.1e9, 0.18), (2.75e9, 0.05), (8e9, 0),
    ])

    func worth(_ bytes: UInt64?) -> Double {
        guard let bytes = bytes.map({ Double($0) }) else { return 0 }
        for (low, high) in zip(points, points.dropFirst()) where bytes <= high.bytes {
            return low.worth + (high.worth - low.worth) * ((bytes - low.bytes) / (high.bytes - low.bytes))
        }
        return 0
    }
}
