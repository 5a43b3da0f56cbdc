import TareDockerfile

extension Rule {
    static let noEmptyContinuation = Rule(
        "NoEmptyContinuation", .warning, "Empty continuation line",
        rationale: """
            An empty line between continued lines looks like an instruction's end; it will be an error one day.
            """,
        bad: "FROM scratch\nCOPY a \\\n\n  /\n", good: "FROM scratch\nCOPY a \\\n  /\n", tags: [.syntax],
        origin: .buildKit, needs: Needs(.any)
    ) { scope, report in
        guard !scope.file.emptyContinuations.isEmpty else { return }
        for empty in scope.file.emptyContinuations {
            guard
                let item = scope.items.first(where: {
                    $0.instruction.lines.contains(empty) || $0.instruction.range.contains(empty)
                })
            else { continue }
            // BuildKit tells the line at which the instruction ends.
            let end = Int(item.instruction.range.upper)
            report.add(
                SourceRange(scope.file.lineStart(end), end), evidence: [Evidence("the empty line", at: empty)],
                fix: scope.file.blankLines(in: item.instruction.range).map { SourceEdit($0, with: "") })
        }
    }
}

extension Dockerfile {
    /// Where the line of a byte begins.
    fileprivate func lineStart(_ place: Int) -> Int {
        let source = source
        var start = min(place, source.count)
        if start > 0, start == place, start <= source.count, start == source.count || source[start] == 0x0A {
            start -= 1
        }
        while start > 0, source[start - 1] != 0x0A { start -= 1 }
        return start
    }

    /// The lines of a range with nothing on them, line ends included.
    fileprivate func blankLines(in range: SourceRange) -> [SourceRange] {
        let source = source
        var result: [SourceRange] = []
        var start = Int(range.lower)
        while start < range.offsets.upperBound {
            let end = source[start...].firstIndex(of: 0x0A) ?? source.count
            if start > range.offsets.lowerBound, end < range.offsets.upperBound,
                source[start..<end].allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D })
            {
                result.append(SourceRange(start, end + 1))
            }
            start = end + 1
        }
        return result
    }
}
