import Testing

@testable import TareSelection

/// Every reason that is given is true to the facts: over 300 seeded lists, each reason's own predicate is checked.
@Suite struct ReasonTruthTests {
    @Test func `every reason holds on the facts`() throws {
        var generator = SplitMix(seed: 99)
        var codes: Set<String> = []
        for number in 0..<300 {
            let facts = CandidateFacts.randomList(&generator)
            let profile = Profile.allCases[number % 4]
            let judgement = Judgement.of(facts, profile)
            let byID = Dictionary(uniqueKeysWithValues: facts.map { ($0.id, $0) })
            let recommendation = judgement.recommendation
            for candidate in judgement.candidates {
                let own = try #require(byID[candidate.id])
                for reason in candidate.pros + candidate.cons {
                    #expect(holds(reason, of: own, among: byID, profile), "\(candidate.id): \(reason), of \(own)")
                    codes.insert(code(reason))
                }
                #expect(Set(candidate.missing) == Set(own.missing))
            }
            let pick = recommendation.id.flatMap { byID[$0] }
            for reason in recommendation.because {
                #expect(holds(reason, of: pick, among: byID, profile), "\(reason)")
                codes.insert(code(reason))
            }
            for rejected in recommendation.rejected {
                #expect(holds(rejected.reason, of: byID[rejected.id], among: byID, profile), "\(rejected)")
                codes.insert(code(rejected.reason))
            }
        }
        // Nothing of this is vacuous.
        #expect(codes.count >= 38, "\(codes.sorted())")
    }

    private func code(_ reason: Reason) -> String { String("\(reason)".prefix { $0 != "(" }) }

    private func holds(
        _ reason: Reason, of facts: CandidateFacts?, among all: [String: CandidateFacts], _ profile: Profile
    ) -> Bool {
        func other(_ id: String) -> CandidateFacts? { all[id] }
        let starting = all.values.filter(\.fit.starts)
        if let facts, let answer = holdsAlone(reason, facts) { return answer }
        switch reason {
        case .onlyOneThatStarts: return starting.count == 1 && all.count > 1 && facts?.fit.starts == true
        case .smallerThan(let id, let bytes, let otherBytes, .compressed):
            return bytes < otherBytes && facts?.size.compressed == bytes && other(id)?.size.compressed == otherBytes
        case .smallerThan(let id, let bytes, let otherBytes, .uncompressed):
            return bytes < otherBytes && facts?.size.uncompressed == bytes && other(id)?.size.uncompressed == otherBytes
        case .largerThan(let id, let bytes, let otherBytes, .compressed):
            return facts?.size.compressed == bytes && other(id)?.size.compressed == otherBytes
                && Double(bytes) >= 1.49 * Double(otherBytes)
                && starting.allSatisfy {
                    $0.size.compressed.map { $0 >= otherBytes } ?? true
                }
        case .fewerVulnerabilities(let id, let count, let otherCount):
            return count < otherCount && facts?.vulnerabilities?.total == count
                && other(id)?.vulnerabilities?.total == otherCount
        case .fewerSevereVulnerabilities(let id, let count, let otherCount):
            return count < otherCount && facts?.vulnerabilities?.severe == count
                && other(id)?.vulnerabilities?.severe == otherCount
        case .supportedLongerThan(let id, let date, let otherDate):
            return date > otherDate && facts?.support?.date == date && other(id)?.support?.date == otherDate
                && facts?.support?.unknown == []
        case .fewerSetIDFiles(let id, let count, let otherCount):
            return count < otherCount && facts?.setIDFiles == count && other(id)?.setIDFiles == otherCount
        case .fewerPackages(let id, let count, let otherCount):
            return count < otherCount && facts?.systemPackages == count && other(id)?.systemPackages == otherCount
        case .ranksBelow(let id, let named, let score, let otherScore, _):
            guard let facts, let pick = other(id) else { return false }
            return named == profile && facts.fit.starts && facts.fit <= pick.fit && score <= otherScore
                && score == Scores(facts, now: .today)[profile] && otherScore == Scores(pick, now: .today)[profile]
        case .noneStarts(let failing, let unknown):
            return starting.isEmpty && failing + unknown == all.count
                && all.values.count { $0.fit == .unfit } == failing
        case .nearestFails(let id, let check, _):
            return other(id)?.proof.failed.first?.id == check && other(id)?.proof.status == .fails
        case .nearestBlocked(let id, let package, _): return other(id)?.wheels?.blocked.first?.package == package
        case .nearestUnknown(let id): return other(id)?.fit == .unknown
        case .noCandidates: return all.isEmpty
        default: return false
        }
    }

    /// `nil` for reasons that name another candidate.
    private func holdsAlone(_ reason: Reason, _ facts: CandidateFacts) -> Bool? {
        switch reason {
        case .starts(let packages): return facts.fit == .fits && facts.wheels?.chosen == packages
        case .startsWithBuild(let packages): return facts.fit == .needsBuild && facts.wheels?.needBuild == packages
        case .startsUnsupported: return facts.fit == .unsupported
        case .weighs(let bytes, .compressed): return facts.size.compressed == bytes
        case .weighs(let bytes, .uncompressed): return facts.size.uncompressed == bytes
        case .noVulnerabilities: return facts.vulnerabilities?.total == 0
        case .supportedUntil(let date, _):
            return facts.support?.date == date && date >= .today && facts.support?.unknown == []
                && facts.support?.isWithdrawn == false
        case .noShell, .hardToLookInto: return facts.shell == .absent
        case .noPackageManager: return facts.packageManager == .absent
        case .notRoot: return facts.runsAsRoot == false
        case .root: return facts.runsAsRoot == true
        case .noSetIDFiles: return facts.setIDFiles == 0
        case .setIDFiles(let count): return count > 0 && facts.setIDFiles == count
        case .fewPackages(let count): return facts.systemPackages == count && count <= 60
        case .hasShell(let path): return facts.shell == .present(path)
        case .hasPackageManager(let name): return facts.packageManager == .present(name)
        case .unavailable: return facts.isAvailable == false
        case .blocked(let package, _, let more):
            return facts.wheels?.blocked.first?.package == package && facts.wheels?.blocked.count == more + 1
        case .fails(let check, _, let more):
            return facts.proof.status == .fails && facts.proof.failed.first?.id == check
                && facts.proof.failed.count == more + 1
        case .withdrawn: return facts.support?.isWithdrawn == true
        case .supportOver(let date, _): return facts.support?.date == date && date < .today
        case .unreachable: return facts.evidence == .unreachable
        case .stated: return facts.evidence == .stated
        case .undecided(let check, _, _):
            return facts.proof.status == .unknown && facts.proof.undecided.first?.id == check
        case .notMeasured(let inputs): return !inputs.isEmpty && inputs == facts.missing
        case .needsBuild(let packages, _): return !packages.isEmpty && facts.wheels?.needBuild == packages
        case .vulnerabilities(let critical, let high, let total, _):
            return total > 0 && facts.vulnerabilities?.critical == critical && facts.vulnerabilities?.high == high
                && facts.vulnerabilities?.total == total
        case .longTermOnly(let what): return !what.isEmpty && facts.support?.longTerm == what
        case .frozen: return facts.support?.isFrozen == true
        case .supportUnknown(let what): return !what.isEmpty && facts.support?.unknown == what
        default: return nil
        }
    }
}
