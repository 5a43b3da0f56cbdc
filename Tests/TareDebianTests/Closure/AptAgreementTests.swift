import Foundation
import TareDebian
import Testing

/// Closures over the real archive beside what `apt-get install` would take into an empty system.
@Suite(
    .enabled(
        if: Tool.available("apt-get", "/usr/lib/apt/apt-helper")
            && Places.aptLists("bookworm_main_binary-amd64_Packages.lz4").count > 0))
struct AptAgreementTests {
    /// The archive's three suites, as apt keeps them; the unpacked index of the first has 50 MB.
    private static let pool = Result {
        try PackagePool(
            try Places.aptLists("_main_binary-amd64_Packages.lz4").map {
                try PackageIndex(try Places.aptList($0), suite: $0)
            })
    }

    private func apt(_ packages: [String], recommends: Bool = false) throws -> [String]? {
        let (status, output, _) = try Tool.outcome(
            "apt-get",
            [
                "install", "--simulate", recommends ? "--install-recommends" : "--no-install-recommends", "-q",
                "-o", "Dir::State::status=/dev/null", "-o", "APT::Architecture=amd64", "-o", "APT::Architectures=amd64",
                "-o", "Dir::Etc::preferences=/dev/null", "-o", "Dir::Etc::preferencesparts=/dev/null",
            ] + packages)
        guard status == 0 else { return nil }
        return String(decoding: output, as: UTF8.self).split(separator: "\n").filter { $0.hasPrefix("Inst ") }.map {
            line in
            let words = line.split(separator: " ")
            return "\(words[1]) \(words[2].dropFirst())"
        }.sorted()
    }

    private func ours(_ packages: [String], recommends: Bool = false) throws -> [String] {
        try DependencyClosure.resolve(
            packages, in: try Self.pool.get(), architecture: "amd64", includesRecommends: recommends
        ).map { "\($0.name) \($0.version)" }.sorted()
    }

    /// All of them take minutes in a debug build; a few do without the variable.
    private static let isComplete = ProcessInfo.processInfo.environment["TARE_FULL_TESTS"] != nil
    private static let sets: [[String]] =
        [["python3-minimal", "ca-certificates", "nginx-light", "exim4-daemon-light", "systemd-sysv"]]
        + (isComplete
            ? [
                ["base-files"], ["libc6"], ["apt"], ["python3-fastapi"], ["default-jre-headless"], ["postgresql"],
                ["git"],
                ["build-essential"], ["postfix"], ["php-fpm"], ["python3-numpy", "python3-venv"], ["ffmpeg"],
                ["debhelper"],
                ["curl", "wget", "jq"], ["libreoffice-writer-nogui"],
            ] : [])

    @Test(arguments: sets)
    func `what is needed is what apt would install`(_ packages: [String]) throws {
        let theirs = try #require(try apt(packages))
        let ours = try ours(packages)
        #expect(Set(ours).symmetricDifference(theirs) == [])
        #expect(Set(ours).count == ours.count)
    }

    @Test(arguments: [["curl"]] + (isComplete ? [["python3"], ["openssh-client"]] : []))
    func `recommendations are those that apt would install`(_ packages: [String]) throws {
        let theirs = try #require(try apt(packages, recommends: true))
        #expect(Set(try ours(packages, recommends: true)).symmetricDifference(theirs) == [])
    }

    @Test func `packages that exclude each other are refused by both`() throws {
        #expect(try apt(["postfix", "exim4-daemon-light"]) == nil)
        let error = #expect(throws: ClosureError.self) { try ours(["postfix", "exim4-daemon-light"]) }
        guard case .conflict = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `essential packages are those of apt`() throws {
        let script = """
            import apt_pkg
            apt_pkg.init()
            apt_pkg.config.set('Dir::State::status', '/dev/null')
            cache = apt_pkg.Cache(None)
            depcache = apt_pkg.DepCache(cache)
            for package in cache.packages:
                version = depcache.get_candidate_ver(package)
                if package.architecture == 'amd64' and version and package.essential: print(package.name)
            """
        guard Tool.hasPython("apt_pkg") else { return }
        let theirs = String(decoding: try Tool.run(Tool.debianPython, ["-c", script]), as: UTF8.self)
        let ours = try Self.pool.get().names(essential: true, priorities: [])
        // apt makes itself essential.
        #expect(Set(ours) == Set(theirs.split(separator: "\n").map(String.init)).subtracting(["apt"]))
        #expect(ours.count > 15)
    }
}
