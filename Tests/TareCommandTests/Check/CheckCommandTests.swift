import Foundation
import Testing

/// `tare check` as a user runs it: in the project's folder.
@Suite("tare check") struct CheckCommandTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func write(_ path: String, _ text: String) throws {
        let file = URL(filePath: scratch.path(path))
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    private func read(_ path: String) throws -> String {
        try String(contentsOfFile: scratch.path(path), encoding: .utf8)
    }

    private func check(
        _ arguments: [String], input: String = "", environment: [String: String] = [:]
    ) throws -> TareProcess.Outcome {
        try write(".in", input)
        let settings = ["HOME": "/nonexistent", "XDG_CONFIG_HOME": "/nonexistent"]
        return try TareProcess.command(
            "/bin/sh",
            ["-c", "cd \"$1\" && shift && exec \"$@\" < .in", "sh", scratch.url.path, TareProcess.binary, "check"]
                + arguments,
            environment: settings.merging(scratch.environment) { $1 }.merging(environment) { $1 })
    }

    /// `file:line rule` of each finding.
    private func findings(_ outcome: TareProcess.Outcome) throws -> [String] {
        let entries = try #require(try outcome.json()["findings"] as? [[String: Any]])
        return entries.map { entry in
            "\(entry["file"] as? String ?? ""):\(entry["line"] as? Int ?? 0) \(entry["rule"] as? String ?? "")"
        }
    }

    @Test func `a folder is searched for what bears the names`() throws {
        try write("Dockerfile", "FROM debian\nUSER 1\n")
        try write("deploy/api.Dockerfile", "FROM debian:latest\nUSER 1\n")
        try write("deploy/Dockerfile.dockerignore", "x\n")
        try write("compose.yaml", "services: {a: {image: \"a:1\", privileged: true}}\n")
        try write("node_modules/x/Dockerfile", "FROM debian\n")
        try write("src/Dockerfile.swift", "/// A program.\nlet x = 1\n")
        try write("other.yaml", "services: {a: {privileged: true}}\n")
        let outcome = try check(["--format", "json"])
        #expect(outcome.code == 1)
        let found = try findings(outcome)
        #expect(found.contains("Dockerfile:1 DL3006") && found.contains("deploy/api.Dockerfile:1 DL3007"))
        #expect(found.contains("compose.yaml:1 no-privileged"))
        #expect(try outcome.json()["files"] as? [String] == ["Dockerfile", "compose.yaml", "deploy/api.Dockerfile"])
        #expect(try outcome.json()["schema"] as? String == "tare.check/1")
        let named = try check(["--format", "json", "other.yaml"])
        #expect(try findings(named).contains("other.yaml:1 no-privileged"))
    }

    @Test func `hadolint's configuration, variables and pragmas are followed`() throws {
        try write("Dockerfile", "FROM debian\nMAINTAINER me\n# hadolint ignore=DL3003\nRUN cd /x && ls\nUSER 1\n")
        #expect(try findings(try check(["--format", "json"])) == ["Dockerfile:1 DL3006", "Dockerfile:2 DL4000"])
        try write(".hadolint.yaml", "ignored: [DL3006]\nfailure-threshold: error\noverride: {info: [DL4000]}\n")
        let configured = try check(["--format", "json"])
        #expect(try findings(configured) == ["Dockerfile:2 DL4000"] && configured.code == 0)
        #expect(try check(["--fail-on", "info"]).code == 1)
        let other = try check(["--format", "json"], environment: ["HADOLINT_IGNORE": "DL4000"])
        #expect(try findings(other) == ["Dockerfile:1 DL3006"])
        #expect(try findings(try check(["--format", "json", "--ignore", "DL4000"])) == [])
        try write(".hadolint.yaml", "no-such-key: 1\n")
        let wrong = try check([])
        #expect(wrong.code == 4 && wrong.errors.contains(".hadolint.yaml:1:1"), "\(wrong.errors)")
    }

    @Test func `what is mended stays mended, and a preview is what git applies`() throws {
        let text = "FROM debian:13\nMAINTAINER me\nENV A b\nRUN apk add x=1 && apt-get install y=1\nUSER 1\n"
        try write("Dockerfile", text)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: scratch.path("Dockerfile"))
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("link.Dockerfile"), withDestinationPath: "Dockerfile")
        let preview = try check(["--diff", "Dockerfile"])
        #expect(preview.code == 1 && preview.text.hasPrefix("--- a/Dockerfile\n+++ b/Dockerfile\n"))
        #expect(try read("Dockerfile") == text)
        try write("patch", preview.text)
        let applied = try Scratch()
        try Data(text.utf8).write(to: URL(filePath: applied.path("Dockerfile")))
        let git = try TareProcess.command(
            "/usr/bin/git", ["-C", applied.url.path, "apply", "--unsafe-paths", scratch.path("patch")],
            environment: ["GIT_CEILING_DIRECTORIES": "/"])
        #expect(git.code == 0, "\(git.errors)")
        let outcome = try check(["--fix", "--format", "json", "link.Dockerfile"])
        let mended = try read("Dockerfile")
        #expect(mended != text && mended.contains("ENV A=b") && mended.contains("apk add --no-cache"))
        #expect(try String(contentsOfFile: applied.path("Dockerfile"), encoding: .utf8) == mended)
        let attributes = try FileManager.default.attributesOfItem(atPath: scratch.path("Dockerfile"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(!(try findings(outcome)).contains { $0.hasSuffix("LegacyKeyValueFormat") })
        #expect(outcome.errors.contains("link.Dockerfile: "))
        #expect(try check(["--diff", "Dockerfile"]).text.isEmpty)
        #expect(try check(["--fix", "--diff"]).code == 2)
    }

    @Test func `a file on standard input has no folder`() throws {
        try write(".dockerignore", "*\n")
        let text = "FROM debian:13\nCOPY a.txt /\nUSER 1\n"
        #expect(try findings(try check(["-", "--format", "json"], input: text)) == [])
        let inside = try check(["-", "--format", "json", "--context", "."], input: text)
        #expect(try findings(inside).contains("-:2 CopyIgnoredFile"))
    }

    @Test func `compose files say what folder and arguments a Dockerfile is built with`() throws {
        try write("docker/Dockerfile", "ARG TAG\nFROM debian:${TAG}\nCOPY secret.txt /\nUSER 1\n")
        try write(".dockerignore", "secret.txt\n")
        try write("secret.txt", "x")
        #expect(
            try findings(try check(["docker", "--format", "json"])) == ["docker/Dockerfile:2 InvalidDefaultArgInFrom"])
        try write(
            "compose.yaml",
            "services: {a: {build: {context: ., dockerfile: docker/Dockerfile, args: {TAG: latest}}}}\n")
        let found = try findings(try check([".", "--format", "json"])).filter { $0.hasPrefix("docker") }
        #expect(found.contains("docker/Dockerfile:3 CopyIgnoredFile"), "\(found)")
    }

    @Test(arguments: [("8000", false), ("80", true)])
    func `a published port is held against the server of the Dockerfile`(port: String, isFound: Bool) throws {
        try write("api/Dockerfile", "FROM python:3.13-slim\nCMD [\"uvicorn\", \"a:b\", \"--host\", \"0.0.0.0\"]\n")
        try write("compose.yaml", "services: {a: {build: api, ports: [\"127.0.0.1:1:\(port)\"]}}\n")
        let found = try findings(try check(["--format", "json"]))
        #expect(found.contains("compose.yaml:1 published-port-of-server") == isFound, "\(found)")
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/shellcheck"), "needs ShellCheck"))
    func `ShellCheck's findings stand where they are`() throws {
        try write("Dockerfile", "FROM debian:13\nUSER 1\nRUN true \\\n  # why\n  && ls \\\n    $HERE\n")
        let outcome = try check(["--format", "json"])
        let entries = try #require(try outcome.json()["findings"] as? [[String: Any]])
        let entry = try #require(entries.first { $0["rule"] as? String == "SC2086" })
        #expect(entry["line"] as? Int == 6 && entry["column"] as? Int == 5 && entry["endColumn"] as? Int == 10)
        #expect(try outcome.json()["shellCheck"] as? String != nil)
        #expect(try findings(try check(["--format", "json", "--no-shellcheck"])) == [])
        #expect(try findings(try check(["--format", "json"], environment: ["PATH": "/nonexistent"])) == [])
        try write("Dockerfile", "FROM debian:13\nUSER 1\n# hadolint ignore=SC2086,SC2154\nRUN true \\\n  && ls $HERE\n")
        #expect(try findings(try check(["--format", "json"])) == [])
    }

    @Test func `every format is written, to a file too`() throws {
        try write("a/Dockerfile", "FROM debian\nUSER 1\n")
        let places = [
            "tty": "a/Dockerfile:1:1 DL3006 warning", "checkstyle": "source=\"DL3006\"", "codeclimate": "\"DL3006\"",
            "gitlab": "fingerprint", "gitlab_codeclimate": "fingerprint",
            "github": "::warning file=a/Dockerfile,line=1",
            "junit": "name=\"DL3006 1:1\"", "sarif": "\"ruleId\" : \"DL3006\"", "json": "\"rule\" : \"DL3006\"",
        ]
        for (format, text) in places {
            let outcome = try check(["a", "--format", format])
            #expect(outcome.code == 1 && outcome.text.contains(text), "\(format) \(outcome.text)")
            let file = try check(["a", "--format", format, "--output", "out"])
            #expect(file.code == 1 && file.output.isEmpty)
            #expect(try read("out") == outcome.text)
        }
        #expect(try check(["a", "--format", "no-such"]).code == 2)
    }

    @Test func `what cannot be checked is said in a sentence`() throws {
        let none = try check(["."])
        #expect(none.code == 4 && none.errors.contains("no Dockerfile and no compose file is there"))
        let missing = try check(["nowhere"])
        #expect(missing.code == 4 && missing.errors.contains("nowhere"))
        let rule = try check(["--ignore", "DL9999"])
        #expect(rule.code == 2 && rule.errors.contains("'DL9999' is no rule"))
        #expect(try check(["--image", "oci:nowhere"]).code == 4)
        try write("Dockerfile", "FROM debian:13\nRUN \u{0}\u{1}\n\u{FFFE}\nUSER 1\n")
        #expect([0, 1].contains(try check([]).code))
        try write("Dockerfile", String(repeating: "#", count: 17 << 20))
        #expect(try check([]).code == 4)
        try write("Dockerfile", "# check=error=true;skip=none\nFROM debian:13 as x\nUSER 1\n")
        #expect(try check(["--fail-on", "none"]).code == 1, "BuildKit would refuse the build")
        try write("Dockerfile", "FROM debian:13 as x\nUSER 1\n")
        #expect(try check(["--fail-on", "none"]).code == 0)
        let options = try check([], environment: ["BUILDKIT_DOCKERFILE_CHECK": "skip"])
        #expect(options.code == 4 && options.errors.contains("invalid check option"))
    }

    @Test func `rules are listed with reasons and examples`() throws {
        let all = try check(["--rules"])
        #expect(all.code == 0 && all.text.contains("CIS-DI-0001") && all.text.contains("require-pids-limit"))
        let one = try check(["--rules", "DL3006"])
        #expect(one.text.contains("hadolint") && one.text.hasSuffix("1 rule\n"))
        let json = try check(["--rules", "--format", "json"]).json()
        let rules = try #require(json["rules"] as? [[String: Any]])
        #expect(rules.count > 130 && rules.allSatisfy { ($0["rationale"] as? String)?.isEmpty == false })
        #expect(try check(["--rules", "DL9999"]).code == 2)
    }

    @Test(.enabled(if: ExampleService.isPossible, "needs a Debian mirror"))
    func `a built image is looked at by its files and its configuration`() throws {
        let archive = try AssembledBases.archive("debian-slim", "trixie")
        let outcome = try check(["--image", "oci-archive:" + archive, "--format", "json"])
        #expect(outcome.code == 1, "\(outcome.errors)")
        let entries = try #require(try outcome.json()["findings"] as? [[String: Any]])
        let rules = Set(entries.compactMap { $0["rule"] as? String })
        #expect(rules.isSuperset(of: ["CIS-DI-0001", "CIS-DI-0006", "CIS-DI-0008"]), "\(rules)")
        let setuid = try #require(entries.first { $0["rule"] as? String == "CIS-DI-0008" })
        let evidence = try #require(setuid["evidence"] as? [[String: Any]]).compactMap { $0["text"] as? String }
        #expect(evidence.contains { $0.hasSuffix("/su setuid") } && setuid["line"] == nil)
        let sarif = try check(["--image", "oci-archive:" + archive, "--format", "sarif"])
        #expect(sarif.text.contains("CIS-DI-0001"))
    }

    @Test(
        .enabled(
            if: ExampleService.isPossible && Peers.skopeo != nil && Peers.find("docker-registry") != nil,
            "needs a Debian mirror, skopeo and docker-registry"))
    func `a Dockerfile is held against what its base is measured to be`() throws {
        let registry = try LoopbackRegistry(scratch)
        let relay = try Relay(before: registry)
        let base = "127.0.0.1:\(relay.port)/team/own-base:1"
        let copied = try TareProcess.command(
            try #require(Peers.skopeo),
            [
                "--insecure-policy", "copy", "-q", "--dest-tls-verify=false",
                "oci-archive:" + (try AssembledBases.archive("debian-distroless-python", "trixie")),
                "docker://127.0.0.1:\(registry.port)/team/own-base:1",
            ])
        try #require(copied.code == 0, "\(copied.errors)")
        let bad = "FROM \(base)\nENTRYPOINT []\nCMD [\"/usr/bin/curl\", \"x\"]\nUSER 1\n"
        try write("Dockerfile", bad)
        let unknown = try check(["--format", "json"])
        #expect(try findings(unknown) == [], "nobody knows what is in it")
        #expect(try relay.log().isEmpty, "nobody is asked")
        let measured = try check(["--format", "json", "--measure-bases"])
        #expect(try findings(measured) == ["Dockerfile:3 TARE1003"], "\(measured.errors)")
        #expect(measured.text.contains("(measured, "))
        // What was measured once is known.
        #expect(try findings(try check(["--format", "json", "--offline"])) == ["Dockerfile:3 TARE1003"])
        try write("Dockerfile", bad.replacing("/usr/bin/curl", with: "/usr/bin/python3"))
        #expect(try findings(try check(["--format", "json"])) == [])
        try write("Dockerfile", "FROM 127.0.0.1:\(registry.port)/team/none:1\nUSER 1\n")
        let incomplete = try check(["--measure-bases"])
        #expect(incomplete.code == 3 && incomplete.errors.contains("team/none:1"), "\(incomplete.errors)")
    }

    @Test func `the action runs it with what it is given`() throws {
        try write("a b/Dockerfile", "FROM debian\nUSER 1\n")
        try write("c/Dockerfile", "FROM debian:13\nUSER 1\n")
        try FileManager.default.createDirectory(atPath: scratch.path("bin"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("bin/tare"), withDestinationPath: TareProcess.binary)
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let script = root.appending(path: "scripts/action-check").path
        func act(_ variables: [String: String]) throws -> TareProcess.Outcome {
            var environment = variables.merging(scratch.environment) { $1 }
            environment["PATH"] = scratch.path("bin") + ":/usr/bin:/bin"
            return try TareProcess.command(
                "/bin/sh", ["-c", "cd \"$1\" && exec \"$2\"", "sh", scratch.url.path, script], environment: environment)
        }
        let all = try act([:])
        #expect(all.code == 1 && all.text.contains("::warning file=a b/Dockerfile,line=1"), "\(all.errors)")
        #expect(try act(["TARE_PATHS": "c"]).code == 0)
        #expect(try act(["TARE_FAIL_ON": "error", "TARE_FORMAT": "sarif", "TARE_OUTPUT": "x.sarif"]).code == 0)
        #expect(try read("x.sarif").contains("DL3006"))
        #expect(try act(["TARE_ARGUMENTS": "--ignore DL3006"]).code == 0)
    }
}
