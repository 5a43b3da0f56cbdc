internal import TareSelection

/// One column of the table of candidates, as all renderings have it.
struct CompareColumn {
    var heading: String
    var isNumber: Bool
    var cells: [String]
}

extension CompareResult {
    /// The columns in order of their importance, the base's id first; candidates as `ranked`.
    ///
    /// `-` is not measured, `0` none found; `*` marks what the catalogue states.
    func columns(_ words: CompareWords) -> [CompareColumn] {
        let ranked = ranked
        func column(_ heading: String, isNumber: Bool = false, _ cell: (Candidate) -> String?) -> CompareColumn {
            CompareColumn(heading: heading, isNumber: isNumber, cells: ranked.map { cell($0) ?? "-" })
        }
        /// For facts of the base itself, which may be stated.
        func stated(_ candidate: Candidate, _ text: String?) -> String? {
            text.map { candidate.evidence == .stated ? $0 + "*" : $0 }
        }
        func size(_ heading: String, _ bytes: @escaping (Size) -> UInt64?) -> CompareColumn {
            column(heading, isNumber: true) { stated($0, bytes($0.size).map { ByteCount.text($0) }) }
        }
        func count(_ heading: String, _ number: @escaping (Candidate) -> Int?) -> CompareColumn {
            column(heading, isNumber: true) { number($0).map { "\($0)" } }
        }
        var measured: [CompareColumn] = []
        if candidates.contains(where: { $0.run != nil }) {
            measured = [
                column(words.startUp, isNumber: true) { $0.run?.startedIn.map { "\(Int(($0 * 1000).rounded())) ms" } },
                column(words.memory, isNumber: true) { $0.run?.residentMemory.map { ByteCount.text($0) } },
            ]
        }
        return [
            column(words.base) { $0.id },
            column(words.starts) { words.starts($0) },
        ] + measured + [
            count(words.score) { $0.scores[recommendation.profile] },
            column(words.stars, isNumber: true) { "\($0.stars)/5" },
            size(words.compressed) { $0.totalCompressed },
            size(words.uncompressed) { $0.totalUncompressed },
            size(words.baseCompressed) { $0.baseCompressed },
            count(words.wheels) { $0.wheels?.chosen },
            count(words.toBuild) { $0.wheels?.needBuild.count },
            count(words.blocked) { $0.wheels?.blocked.count },
            column(words.vulnerabilities, isNumber: true) { candidate in
                candidate.vulnerabilities.map { "\($0.critical)/\($0.high)/\($0.medium)/\($0.low)/\($0.unknown)" }
            },
            column(words.supported) { $0.supportEnds?.description },
            column(words.python) { stated($0, $0.python) },
            column(words.libc) { stated($0, $0.libc) },
            column(words.shell) { stated($0, words.presence($0.shell)) },
            column(words.user) { stated($0, $0.user) },
        ]
    }

    /// What the marks in the table mean.
    func legend(_ words: CompareWords) -> String {
        let isAnyStated = candidates.contains { $0.evidence == .stated }
        return words.notMeasuredMark + (isAnyStated ? words.semicolon + words.statedMark : "")
    }
}

extension CompareWords {
    fileprivate func starts(_ candidate: CompareResult.Candidate) -> String? {
        switch candidate.proof.status {
        case "starts": yes
        case "fails": no
        // What was not measured was not tried either.
        default: candidate.evidence == .measured ? unknown : nil
        }
    }

    fileprivate func presence(_ text: String?) -> String? { text == "none" ? none : text }
}

extension CompareResult.Candidate {
    /// How to mend what failed: a few, each once.
    var fixes: [String] {
        var seen: Set<String> = []
        return proof.checks.filter { $0.status == "fail" && !$0.fix.isEmpty && seen.insert($0.fix).inserted }
            .prefix(3).map(\.fix)
    }
}
