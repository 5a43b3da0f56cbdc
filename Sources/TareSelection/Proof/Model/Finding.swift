internal import TareDiagnostics

/// What one look at the image gave; a check puts several together.
struct Finding: Hashable {
    var status: Proof.Check.Status
    var evidence: String
    var fix = ""

    static func pass(_ evidence: String) -> Finding { Finding(status: .pass, evidence: evidence) }

    static func fail(_ evidence: String, fix: String = "") -> Finding {
        Finding(status: .fail, evidence: evidence, fix: fix)
    }

    static func unknown(_ evidence: String, fix: String = "") -> Finding {
        Finding(status: .unknown, evidence: evidence, fix: fix)
    }
}

extension Finding {
    /// The most findings that are spelt out; the others are counted.
    private static let mostShown = 6
    /// Scalars of evidence or of advice.
    private static let longestText = 2_400

    /// The check that findings make together: the worst status, with what speaks for it.
    func check(id: String) -> Proof.Check {
        Proof.Check(
            id: id, status: status, evidence: evidence.printable(limit: Self.longestText),
            fix: fix.printable(limit: Self.longestText))
    }

    /// One finding of many: only those of the worst status speak, and each sentence once.
    static func worst(of findings: [Finding], otherwise fallback: @autoclosure () -> Finding) -> Finding {
        for status in [Proof.Check.Status.fail, .unknown, .pass] {
            let speaking = findings.filter { $0.status == status }
            guard !speaking.isEmpty else { continue }
            return Finding(
                status: status, evidence: joined(speaking.map(\.evidence)), fix: joined(speaking.map(\.fix)))
        }
        return fallback()
    }

    private static func joined(_ sentences: [String]) -> String {
        var seen: Set<String> = []
        let distinct = sentences.filter { !$0.isEmpty && seen.insert($0).inserted }
        let shown = distinct.prefix(mostShown).joined(separator: "; ")
        return distinct.count > mostShown ? shown + "; and \(distinct.count - mostShown) more" : shown
    }
}
