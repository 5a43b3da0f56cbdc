import TareOCI
import TareSelection

@testable import TareReport

/// A comparison with a candidate of every kind: measured and starting, failing, stated, withdrawn, unreachable.
enum Sample {
    static func result(_ profile: Profile = .production, only ids: Set<String>? = nil) throws -> CompareResult {
        guard let now = CalendarDate("2026-11-25") else { throw Missing() }
        let (catalogue, calendar) = (try Catalogue.builtIn(), try SupportCalendar.builtIn())
        let bases = try all(catalogue).filter { ids?.contains($0.facts.id) ?? true }.map { base in
            var base = base
            let entry = try catalogue.entry(base.facts.id)
            base.facts.support = calendar.supportEnds(entry, python: base.minor, now: now)
            return base
        }
        let judgement = Judgement(of: bases.map(\.facts), for: profile, now: now)
        return CompareResult(
            project: .init(
                name: "agent", requiresPython: ">=3.11", lock: "uv.lock", application: "server:app", packages: 61),
            candidates: try bases.map { base in
                guard let judged = judgement[base.facts.id] else { throw Missing() }
                return base.candidate(judged)
            }, recommendation: .init(judgement.recommendation))
    }

    struct Missing: Error {}

    struct Base {
        var facts: CandidateFacts
        var minor: String?
        var reference: String
        var os: String?
        var user: String?
        var size = CompareResult.Size()
        var wheels: CompareResult.Wheels?
        var proof = CompareResult.Proof()
        var sources: [FactSource] = []

        func candidate(_ judged: CandidateJudgement) -> CompareResult.Candidate {
            let isMeasured = facts.evidence == .measured
            return .init(
                reference: reference, digest: isMeasured ? Digest(sha256Of: Array(reference.utf8)) : nil,
                platform: "linux/amd64", evidence: facts.evidence,
                observed: isMeasured
                    ? "2026-11-25T16:33:35Z" : sources.map(\.observed).max()?.description, python: facts.python,
                os: os, libc: facts.libc, shell: facts.shell, packageManager: facts.packageManager, user: user,
                supportEnds: facts.support?.date, size: size, wheels: wheels, proof: proof,
                vulnerabilities: facts.vulnerabilities.map { .init($0, databaseTime: "2026-11-25T06:00:00Z") },
                sources: sources, judged: judged)
        }
    }

    private static func all(_ catalogue: Catalogue) throws -> [Base] {
        let added: (compressed: UInt64, uncompressed: UInt64) = (24_300_000, 81_200_000)
        func base(_ id: String, _ minor: String?, _ reference: String, _ evidence: CandidateFacts.Evidence) -> Base {
            Base(facts: CandidateFacts(id: id, evidence: evidence), minor: minor, reference: reference)
        }
        func weigh(_ base: inout Base, _ compressed: UInt64?, _ uncompressed: UInt64?) {
            base.size = .init(
                baseCompressed: compressed, baseUncompressed: uncompressed, addedCompressed: added.compressed,
                addedUncompressed: added.uncompressed)
            base.facts.size = .init(
                compressed: base.size.totalCompressed, uncompressed: base.size.totalUncompressed)
        }
        func install(_ base: inout Base, building: [String] = []) {
            base.wheels = .init(
                chosen: 61 - building.count, bytes: 24_100_000,
                needBuild: building.map { .init(package: $0, version: "2.9.10", reason: "no wheel for musllinux") })
            base.facts.wheels = .init(chosen: 61 - building.count, needBuild: building)
        }
        func start(_ base: inout Base, _ evidence: String = "/app/.venv/bin/uvicorn is found through PATH") {
            base.facts.proof = .init(.starts)
            base.proof = .init(status: "starts", checks: [.init(id: "command", status: "pass", evidence: evidence)])
        }

        var slim = base("slim-trixie", "3.12", "docker.io/library/python:3.12-slim-trixie", .measured)
        slim.facts.python = "3.12.14"
        slim.os = "Debian GNU/Linux 13 (trixie)"
        slim.facts.libc = "glibc 2.41"
        slim.facts.shell = .present("/bin/sh")
        slim.facts.packageManager = .present("apt")
        slim.facts.runsAsRoot = false
        slim.user = "10001"
        slim.facts.systemPackages = 87
        slim.facts.setIDFiles = 8
        slim.facts.vulnerabilities = .init(critical: 0, high: 1, medium: 4, low: 21, unknown: 0, fixable: 1)
        weigh(&slim, 41_200_000, 119_300_000)
        install(&slim)
        start(&slim)

        var distroless = base(
            "debian-distroless-python-trixie", "3.13", "debian-distroless-python (trixie)", .measured)
        distroless.facts.python = "3.13.5"
        distroless.os = "Distroless"
        distroless.facts.libc = "glibc 2.41"
        distroless.facts.shell = .absent
        distroless.facts.packageManager = .absent
        distroless.facts.runsAsRoot = false
        distroless.user = "65532"
        distroless.facts.systemPackages = 39
        distroless.facts.setIDFiles = 0
        distroless.facts.vulnerabilities = .init(critical: 0, high: 0, medium: 2, low: 9, unknown: 1, fixable: 0)
        weigh(&distroless, 22_500_000, 59_600_000)
        install(&distroless)
        start(&distroless)

        var alpine = base("alpine", "3.12", "docker.io/library/python:3.12-alpine", .measured)
        alpine.facts.python = "3.12.14"
        alpine.os = "Alpine Linux v3.24"
        alpine.facts.libc = "musl 1.2.5"
        alpine.facts.shell = .present("/bin/sh")
        alpine.facts.packageManager = .present("apk")
        alpine.facts.runsAsRoot = false
        alpine.user = "10001"
        alpine.facts.systemPackages = 38
        alpine.facts.setIDFiles = 0
        alpine.facts.vulnerabilities = .init(critical: 0, high: 0, medium: 0, low: 0, unknown: 0, fixable: 0)
        weigh(&alpine, 18_037_743, 48_700_000)
        install(&alpine, building: ["psycopg2"])
        let evidence = "libpq.so.5 is missing, which psycopg2/_psycopg.cpython-312-x86_64-linux-musl.so needs"
        alpine.facts.proof = .init(.fails, failed: [.init(id: "extension-libraries", reason: evidence)])
        alpine.proof = .init(
            status: "fails",
            checks: [
                .init(id: "command", status: "pass", evidence: "/app/.venv/bin/uvicorn is found through PATH"),
                .init(
                    id: "extension-libraries", status: "fail", evidence: evidence,
                    fix: "add the Alpine package libpq to the image"),
            ])

        let bookworm = try stated("slim-bookworm", "3.12", catalogue, install, weigh)
        let withdrawn = try stated("distroless-python-debian12", "3.11", catalogue, install, weigh)
        let unreachable = base("chainguard", nil, "cgr.dev/chainguard/python:latest", .unreachable)
        return [slim, distroless, alpine, bookworm, withdrawn, unreachable]
    }

    /// A candidate of which the catalogue's facts are all that is known.
    private static func stated(
        _ id: String, _ minor: String, _ catalogue: Catalogue, _ install: (inout Base, [String]) -> Void,
        _ weigh: (inout Base, UInt64?, UInt64?) -> Void
    ) throws -> Base {
        let (entry, amd64) = (try catalogue.entry(id), try Platform(parsing: "linux/amd64"))
        var base = Base(
            facts: CandidateFacts(stated: entry, python: minor, platform: amd64, support: nil), minor: minor,
            reference: entry.reference(python: minor)?.description ?? "-")
        base.os = entry.distribution?.value.description
        base.user = entry.user?.value
        base.sources = entry.sources
        let sizes = entry.sizes(python: minor, platform: amd64)
        weigh(&base, sizes.compressed?.value, sizes.uncompressed?.value)
        install(&base, [])
        return base
    }
}
