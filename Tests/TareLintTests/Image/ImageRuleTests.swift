import TareLint
import Testing

/// Rules about built images, each on an image that has the finding and on its twin that has not.
@Suite struct ImageRuleTests {
    private func sound() -> LintedImage {
        var image = LintedImage()
        image.tag = "1.4.2"
        image.user = "65532:65532"
        image.hasHealthcheck = true
        image.environment = [
            "PATH=/usr/bin", "GPG_KEY=E3FF", "TOKEN_FILE=/run/secrets/token", "KEYBOARD=de", "API_KEY=",
        ]
        image.volumes = ["/data", "/devices"]
        image.history = [
            .init(createdBy: "/bin/sh -c #(nop) ADD file:0b1c in / ", isEmpty: false),
            .init(createdBy: "/bin/sh -c #(nop)  ENV PATH=/usr/bin", isEmpty: true),
            .init(
                createdBy: "RUN |1 VERSION=3 /bin/sh -c apt-get update && apt-get install -y libpq5 # buildkit",
                isEmpty: false),
            .init(createdBy: "RUN /bin/sh -c apk add --no-cache libcrypto3=3.5.1-r0 # buildkit", isEmpty: false),
            .init(createdBy: "COPY . /app # buildkit", isEmpty: false),
        ]
        image.files = [
            .init(path: "app", mode: 0o755, bytes: 0, isDirectory: true),
            .init(path: "app/server.py", mode: 0o644, bytes: 10), .init(path: "app/.env", mode: 0o644, bytes: 0),
            .init(path: "usr/bin/python3", mode: 0o755, bytes: 10),
            .init(path: "app/.venv/lib/python3.13/site-packages/x/settings.py", mode: 0o644, bytes: 10),
            .init(path: "app/.venv/lib/python3.13/site-packages/x/credentials", mode: 0o644, bytes: 10),
            .init(path: "var/lib/apt/lists", mode: 0o755, bytes: 0, isDirectory: true),
            .init(path: "tmp", mode: 0o1777, bytes: 0, isDirectory: true),
            .init(path: "var/mail", mode: 0o2775, bytes: 0, isDirectory: true),
        ]
        image.texts = [
            "etc/passwd": Array("root:x:0:0:root:/root:/bin/sh\napp:x:65532:65532::/app:/bin/false\n".utf8),
            "etc/group": Array("root:x:0:\napp:x:65532:\n".utf8),
            "etc/shadow": Array("root:*:19700::::::\napp:!:19700::::::\n".utf8),
        ]
        return image
    }

    private func found(_ image: LintedImage) -> [String] { ImageLinter().lint(image).map(\.rule) }

    @Test func `a sound image has no finding`() { #expect(found(sound()) == []) }

    private struct Case: CustomTestStringConvertible, Sendable {
        var rule: String
        var testDescription: String
        var change: @Sendable (inout LintedImage) -> Void

        init(_ rule: String, _ name: String, _ change: @escaping @Sendable (inout LintedImage) -> Void) {
            (self.rule, testDescription, self.change) = (rule, name, change)
        }
    }

    private static func run(_ text: String) -> @Sendable (inout LintedImage) -> Void {
        { $0.history.append(.init(createdBy: text, isEmpty: false)) }
    }

    private static func file(_ path: String, _ mode: UInt16 = 0o644) -> @Sendable (inout LintedImage) -> Void {
        { $0.files.append(.init(path: path, mode: mode, bytes: 1)) }
    }

    private static let cases: [Case] = [
        Case("CIS-DI-0001", "no user") { $0.user = nil }, Case("CIS-DI-0001", "empty") { $0.user = "" },
        Case("CIS-DI-0001", "root") { $0.user = "root" }, Case("CIS-DI-0001", "0:0") { $0.user = "0:0" },
        Case("CIS-DI-0001", "another name of 0") {
            $0.user = "toor:app"
            $0.texts["etc/passwd"] = Array("toor:x:0:0::/:/bin/sh\n".utf8)
        },
        Case("CIS-DI-0006", "no health check") { $0.hasHealthcheck = false },
        Case("CIS-DI-0007", "update alone", run("RUN /bin/sh -c apt-get update # buildkit")),
        Case("CIS-DI-0007", "update behind install", run("/bin/sh -c apt-get install -y x; apt-get update")),
        Case("CIS-DI-0008", "setuid", file("usr/bin/su", 0o4755)), Case("CIS-DI-0008", "setgid", file("x", 0o2755)),
        Case("CIS-DI-0009", "ADD", run("ADD app.tar.gz /app # buildkit")),
        Case("CIS-DI-0009", "ADD of old", run("/bin/sh -c #(nop) ADD dir:1f in /app ")),
        Case("CIS-DI-0009", "ADD to / in a later layer", run("ADD rootfs.tar / # buildkit")),
        Case("CIS-DI-0010", "environment") { $0.environment.append("DB_PASSWORD=x") },
        Case("CIS-DI-0010", "build argument", run("RUN |1 NPM_TOKEN=abc /bin/sh -c npm ci # buildkit")),
        Case("CIS-DI-0010", "ARG", run("ARG SECRET_KEY=x")), Case("CIS-DI-0010", "file", file("root/.netrc")),
        Case("CIS-DI-0010", "key", file("app/id_ed25519")), Case("CIS-DI-0010", ".env", file("app/.env")),
        Case("DKL-DI-0001", "sudo", run("RUN /bin/sh -c true && sudo make install # buildkit")),
        Case("DKL-DI-0002", "/proc") { $0.volumes = ["/proc/sys"] },
        Case("DKL-DI-0003", "dist-upgrade", run("/bin/sh -c apt-get update && apt-get -y dist-upgrade")),
        Case("DKL-DI-0004", "apk add") {
            $0.history.append(.init(createdBy: "/bin/sh -c apk add libpq", isEmpty: false))
            $0.files.append(.init(path: "var/cache/apk/APKINDEX.1.tar.gz", mode: 0o644, bytes: 5))
        },
        Case("DKL-DI-0005", "lists", file("var/lib/apt/lists/deb.debian.org_dists_trixie_InRelease")),
        Case("DKL-DI-0006", "latest") { $0.tag = "latest" },
        Case("DKL-LI-0001", "shadow") { $0.texts["etc/shadow"] = Array("app::19700::::::\n".utf8) },
        Case("DKL-LI-0001", "passwd") { $0.texts["etc/passwd"] = Array("app::5:5::/:/bin/sh\n".utf8) },
        Case("DKL-LI-0002", "users") { $0.texts["etc/passwd"]? += Array("other:x:65532:1::/:/bin/sh\n".utf8) },
        Case("DKL-LI-0002", "groups") { $0.texts["etc/group"]? += Array("other:x:65532:\n".utf8) },
        Case("DKL-LI-0003", "a repository", file("app/.git/HEAD")),
        Case("DKL-LI-0003", "its recipe", file("app/Dockerfile")),
    ]

    @Test(arguments: cases) private func `a change of one thing has one finding`(_ change: Case) {
        var image = sound()
        change.change(&image)
        #expect(found(image) == [change.rule])
    }

    @Test func `every rule has such a change, or is off`() {
        let tried = Set(Self.cases.map(\.rule))
        for rule in ImageRules.all {
            #expect(tried.contains(rule.id) != (rule.id == "CIS-DI-0005"), "\(rule.id)")
            #expect(rule.isOnByDefault != (rule.id == "CIS-DI-0005"))
        }
        #expect(ImageRules.all.map(\.id) == ImageRules.all.map(\.id).sorted())
        #expect(ImageLinter(enabled: ["CIS-DI-0005"]).lint(sound()).map(\.rule) == ["CIS-DI-0005"])
    }

    @Test func `a secret's value is never shown`() throws {
        var image = sound()
        image.environment.append("DB_PASSWORD=hunter2")
        image.history.append(.init(createdBy: "RUN |1 NPM_TOKEN=hunter2 /bin/sh -c npm ci # buildkit", isEmpty: false))
        let findings = ImageLinter().lint(image)
        #expect(findings.count == 1 && findings[0].evidence.count == 2)
        #expect(!findings.flatMap(\.evidence).contains { $0.text.contains("hunter2") })
    }

    @Test func `files decide where they are known, history where they are not`() {
        var image = sound()
        image.history.append(.init(createdBy: "/bin/sh -c apk add libpq", isEmpty: false))
        #expect(found(image) == [], "the index has been removed")
        image.files = []
        #expect(Set(found(image)) == ["DKL-DI-0004", "DKL-DI-0005"])
    }
}
