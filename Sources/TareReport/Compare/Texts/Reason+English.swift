internal import TareDiagnostics
internal import TareSelection

extension Reason {
    var english: String {
        switch self {
        case .starts(let packages): "starts: every check passes, and \(Self.all(packages))"
        case .startsWithBuild(let packages): "starts once \(Self.list(packages)) \(Self.isOrAre(packages)) built"
        case .startsUnsupported: "starts, though it is no longer supported"
        case .onlyOneThatStarts: "the only candidate that is known to start"

        case .weighs(let bytes, let measure): "weighs \(ByteCount.text(bytes)) \(measure.rawValue)"
        case .smallerThan(let id, let bytes, let other, let measure):
            "smaller than \(id.printable()): \(Self.sizes(bytes, other)) \(measure.rawValue)"
        case .noVulnerabilities: "no known vulnerability"
        case .fewerVulnerabilities(let id, let count, let other):
            "fewer known vulnerabilities than \(id.printable()): \(count), not \(other)"
        case .fewerSevereVulnerabilities(let id, let count, let other):
            "fewer critical and high vulnerabilities than \(id.printable()): \(count), not \(other)"
        case .supportedUntil(let date, let what): "supported until \(date), when \(what.printable()) ends"
        case .supportedLongerThan(let id, let date, let other):
            "supported longer than \(id.printable()): until \(date), not \(other)"
        case .noShell: "no shell for an intruder"
        case .noPackageManager: "no package manager for an intruder"
        case .notRoot: "does not run as root"
        case .noSetIDFiles: "no set-uid or set-gid file"
        case .fewerSetIDFiles(let id, let count, let other):
            "fewer set-uid and set-gid files than \(id.printable()): \(count), not \(other)"
        case .fewPackages(let count): "only \(Self.count(count, "system package"))"
        case .fewerPackages(let id, let count, let other):
            "fewer system packages than \(id.printable()): \(count), not \(other)"
        case .hasShell(let path): "a shell to look into it with: \(path.printable())"
        case .hasPackageManager(let name): "a package manager to add tools with: \(name.printable())"

        case .unavailable: "there is no image for this platform"
        case .blocked(let package, let why, let more):
            "\(package.printable()) cannot be installed: \(why.printable())" + Self.more(more, "package")
        case .fails(let check, let why, let more):
            "does not start: \(Self.found(check, why))" + Self.more(more, "failed check")
        case .withdrawn(let since): "withdrawn by its publisher" + (since.map { " on \($0)" } ?? "")
        case .supportOver(let date, let what): "out of support since \(date), when \(what.printable()) ended"
        case .unreachable: "could not be reached, and the catalogue states nothing of it"
        case .stated: "could not be measured: only what the catalogue states is known"
        case .undecided(let check, let why, let more):
            "not known to start: \(Self.found(check, why))" + Self.more(more, "open check")
        case .notMeasured(let inputs): "not measured: " + inputs.map(\.english).joined(separator: ", ")

        case .needsBuild(let packages, true): "\(Self.list(packages)) must be compiled: no wheel fits"
        case .needsBuild(let packages, false):
            "\(Self.list(packages)) must be compiled in a builder stage: no wheel fits, and the base has no compiler"
        case .largerThan(let id, let bytes, let other, let measure):
            "larger than \(id.printable()): \(Self.sizes(bytes, other)) \(measure.rawValue)"
        case .vulnerabilities(let critical, let high, let total, let fixable):
            "\(total) known \(total == 1 ? "vulnerability" : "vulnerabilities"): \(critical) critical, \(high) high; "
                + "\(fixable) with a fix"
        case .hardToLookInto: "no shell to look into it with"
        case .root: "runs as root"
        case .setIDFiles(let count): Self.count(count, "set-uid or set-gid file")
        case .longTermOnly(let what): "\(Self.list(what)) in long-term support only"
        case .frozen: "its publisher may not rebuild this tag any more"
        case .supportUnknown(let what): "no known end of support of \(Self.list(what))"
        case .ranksBelow(let id, let profile, let score, let other, let mainly):
            "starts too, but scores \(score) for \(profile.english), \(id.printable()) \(other)"
                + (mainly.map { "; it loses most by \($0.english)" } ?? "")

        case .ifMended(let id, let checks, let packages):
            "\(id.printable()) would be the pick if it started; "
                + ([
                    checks.isEmpty ? nil : "failed: \(Self.list(checks))",
                    packages.isEmpty ? nil : "without a way in: \(Self.list(packages))",
                ].compactMap { $0 }.joined(separator: "; "))
        case .ifMeasured(let id): "\(id.printable()) would be the pick if it were measured, and started"
        case .ifProfile(let profile, let id): "for \(profile.english), \(id.printable()) would be the pick"
        case .ifPickFell(let id): "only if the pick stopped starting: then \(id.printable())"
        case .nothingElseStarts: "nothing: no other candidate is known to start"
        case .ifAnyWereMeasured: "a base that is supported and has an image for this platform"
        case .noCandidates: "there are no candidates"

        case .noneStarts(let failing, let unknown):
            "no candidate is known to start: \(failing) fail, \(unknown) could not be proven"
        case .nearestFails(let id, let check, let why): "nearest is \(id.printable()): \(Self.found(check, why))"
        case .nearestBlocked(let id, let package, let why):
            "nearest is \(id.printable()): \(package.printable()) cannot be installed: \(why.printable())"
        case .nearestUnknown(let id): "nearest is \(id.printable()), of which too little is known"
        }
    }

    private static func all(_ packages: Int) -> String {
        switch packages {
        case 0: "no package is needed"
        case 1: "the package has a wheel"
        default: "all \(packages) packages have wheels"
        }
    }

    private static func list(_ names: [String]) -> String { names.listed(", ") { " and \($0) more" } }
    private static func isOrAre(_ names: [String]) -> String { names.count == 1 ? "is" : "are" }
    private static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
    private static func more(_ number: Int, _ noun: String) -> String {
        number > 0 ? " (and \(count(number, "more " + noun)))" : ""
    }
    private static func found(_ check: String, _ why: String) -> String {
        why.isEmpty ? check.printable() : "\(check.printable()): \(why.printable(limit: 400))"
    }

    /// Bytes to the last where rounding hides the difference.
    private static func sizes(_ bytes: UInt64, _ other: UInt64) -> String {
        let (mine, theirs) = (ByteCount.text(bytes), ByteCount.text(other))
        return mine == theirs ? "\(bytes) B, not \(other) B," : "\(mine), not \(theirs),"
    }
}

extension Reason.Input {
    fileprivate var english: String {
        switch self {
        case .wheels: "wheels"
        case .proof: "whether it starts"
        case .size: "size"
        case .vulnerabilities: "vulnerabilities"
        case .support: "end of support"
        case .shell: "shell"
        case .packageManager: "package manager"
        case .user: "user"
        case .packages: "system packages"
        case .setIDFiles: "set-uid files"
        }
    }
}

extension ScoreComponent {
    fileprivate var english: String {
        switch self {
        case .weight: "its size"
        case .vulnerabilities: "its vulnerabilities"
        case .support: "the end of its support"
        case .wheels: "packages without a wheel"
        case .noShell: "its shell"
        case .noPackageManager: "its package manager"
        case .notRoot: "its user"
        case .setIDFiles: "its set-uid files"
        case .packages: "its system packages"
        case .shell: "having no shell"
        case .packageManager: "having no package manager"
        }
    }
}

extension Profile {
    var english: String {
        switch self {
        case .production: "production"
        case .security: "security"
        case .size: "size"
        case .debug: "debugging"
        }
    }
}
