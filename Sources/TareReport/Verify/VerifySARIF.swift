internal import TareSelection

/// `VerifyResult` as SARIF: failed checks are errors, open ones warnings.
public enum VerifySARIF {
    public static func log(_ result: VerifyResult, version: String) -> SARIFLog {
        var results = result.proof.checks.compactMap { check -> SARIFLog.Result? in
            guard check.status != .pass else { return nil }
            let fix = check.fix.isEmpty ? "" : " To mend it: \(check.fix)."
            return SARIFLog.Result(
                ruleID: check.id, level: check.status == .fail ? .error : .warning,
                message: check.evidence + "." + fix, artifact: result.reference, fingerprint: "\(check.id)")
        }
        if let run = result.run, run.status != "healthy" {
            results.append(
                .init(
                    ruleID: VerifyChecks.run, level: .error, message: (run.reason ?? run.status) + ".",
                    artifact: result.reference, fingerprint: VerifyChecks.run))
        }
        let ids = Proof.checkIDs + (result.run == nil ? [] : [VerifyChecks.run])
        return SARIFLog(
            version: version, rules: ids.map { .init(id: $0, summary: VerifyChecks.question($0)) }, results: results,
            isComplete: result.verdict != .unknown && result.notes.isEmpty)
    }
}
