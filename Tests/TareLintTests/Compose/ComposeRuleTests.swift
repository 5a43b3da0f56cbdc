import TareDockerfile
import Testing

@testable import TareLint

/// Rules about compose files, each on a file that has the finding and on its twin that has not.
@Suite struct ComposeRuleTests {
    /// `rule line:column message` of each finding.
    private func lint(_ text: String) -> [String] {
        ComposeLinter().lint(Array(text.utf8), source: "compose.yaml").findings.map {
            "\($0.rule) \($0.start) \($0.message)"
        }
    }

    private func lint(_ text: String, only rule: String) -> [String] {
        lint(text).filter { $0.hasPrefix(rule + " ") }.map { String($0.dropFirst(rule.count + 1)) }
    }

    /// A rule's example as a whole file.
    private func file(_ lines: String) -> String {
        if lines.hasPrefix("services:") || lines.hasPrefix("version:") { return lines }
        let hasImage = lines.contains("image") || lines.contains("build:")
        let service = (hasImage ? lines : "image: a:1\n" + lines).split(separator: "\n")
        return "services:\n  a:\n" + service.map { "    \($0)\n" }.joined()
    }

    @Test(arguments: ComposeRules.all.map(\.id)) func `an example has the finding, its twin has not`(_ id: String)
        throws
    {
        let rule = try #require(ComposeRules.named(id))
        #expect(!lint(file(rule.bad), only: id).isEmpty, "\(file(rule.bad))")
        #expect(lint(file(rule.good), only: id).isEmpty, "\(file(rule.good))")
        // A right file is one that Compose takes.
        #expect(
            lint(file(rule.good), only: "valid-values").isEmpty && lint(file(rule.good), only: "known-keys").isEmpty)
        #expect(rule.title.last != "." && rule.rationale.last == ".")
    }

    @Test func `ids are their own, in order, and no Dockerfile rule's`() {
        let ids = ComposeRules.all.map(\.id)
        #expect(ids == Set(ids).sorted() && Set(ids).isDisjoint(with: Rules.all.map(\.id)))
    }

    /// What fires, and the same with a change of a line.
    @Test(arguments: [
        ("no-privileged", "build: {context: ., privileged: true}", "build: {context: .}"),
        ("no-privileged", "privileged: \"${P:-true}\"", "privileged: \"${P:-false}\""),
        (
            "no-docker-socket", "volumes: [{type: bind, source: /run/podman/podman.sock, target: /s}]",
            "volumes: [{type: bind, source: ./podman, target: /s}]"
        ),
        ("no-docker-socket", "use_api_socket: true", "use_api_socket: false"),
        ("no-sensitive-host-mount", "volumes: [\"/:/host:ro\"]", "volumes: [\"./:/host:ro\"]"),
        ("no-sensitive-host-mount", "volumes: [\"/etc/passwd:/p\"]", "volumes: [\"/etc/localtime:/etc/localtime:ro\"]"),
        ("no-sensitive-host-mount", "volumes: [\"/var/lib/docker:/d\"]", "volumes: [\"/var/lib/mine/data:/d\"]"),
        ("no-sensitive-host-mount", "volumes: [\"/proc:/p\"]", "volumes: [\"/srv/proc:/p\"]"),
        ("no-host-namespace", "network_mode: host", "network_mode: none"),
        ("no-host-namespace", "ipc: host", "ipc: private"),
        ("no-host-namespace", "userns_mode: host", "userns_mode: \"\""),
        ("no-host-namespace", "uts: host", "hostname: host"), ("no-host-namespace", "cgroup: host", "cgroup: private"),
        (
            "require-no-new-privileges", "security_opt: [\"no-new-privileges:false\"]",
            "security_opt: [\"no-new-privileges\"]"
        ),
        ("require-cap-drop-all", "cap_drop: [NET_RAW]", "cap_drop: [all]"),
        ("no-dangerous-capabilities", "cap_add: [CAP_SYS_PTRACE]", "cap_add: [CAP_CHOWN]"),
        ("no-dangerous-capabilities", "cap_add: [ALL]", "cap_add: []"),
        ("no-unconfined", "security_opt: [\"apparmor=unconfined\"]", "security_opt: [\"apparmor=mine\"]"),
        ("no-unconfined", "security_opt: [\"label:disable\"]", "security_opt: [\"label:type:mine\"]"),
        ("require-read-only-root", "read_only: false", "read_only: true"),
        (
            "read-only-without-tmpfs", "read_only: true\nvolumes: [\"data:/d:ro\"]",
            "read_only: true\nvolumes: [\"data:/d\"]"
        ),
        ("require-memory-limit", "mem_reservation: 1g", "deploy: {resources: {limits: {memory: 1g}}}"),
        ("require-pids-limit", "pids_limit: -1", "deploy: {resources: {limits: {pids: 5}}}"),
        ("require-cpu-limit", "cpu_shares: 5", "deploy: {resources: {limits: {cpus: \"0.5\"}}}"),
        ("require-healthcheck", "healthcheck: {disable: true}", "healthcheck: {test: \"true\"}"),
        ("require-healthcheck", "healthcheck: {test: [NONE]}", "healthcheck: {test: [CMD-SHELL, x]}"),
        ("require-restart-policy", "restart: \"no\"", "deploy: {restart_policy: {condition: on-failure}}"),
        ("no-unbound-port-interfaces", "ports: [\"0.0.0.0:80:80\"]", "ports: [\"[::1]:80:80\"]"),
        (
            "no-unbound-port-interfaces", "ports: [{target: 80, published: \"80\"}]",
            "ports: [{target: 80, published: \"80\", host_ip: 127.0.0.1}]"
        ),
        ("no-privileged-ports", "ports: [\"443:8443\"]", "ports: [\"8443:443\", \"443\"]"),
        ("no-plaintext-secrets", "environment: [DB_PASSWORD=x]", "environment: [DB_PASSWORD=]"),
        (
            "no-plaintext-secrets", "environment: {DB_PASSWORD: \"${P:-x}\"}",
            "environment: {DB_PASSWORD: \"${P:?set it}\"}"
        ),
        (
            "no-plaintext-secrets", "build: {context: ., args: {NPM_TOKEN: x}}",
            "build: {context: ., args: {NPM_TOKEN: }}"
        ),
        ("no-plaintext-secrets", "environment: {SECRET_KEY: x}", "environment: {PUBLIC_KEY: x, KEYBOARD: y}"),
        ("prefer-secret-files", "environment: [GITHUB_TOKEN]", "environment: [GITHUB_TOKEN_FILE=/run/secrets/t]"),
        ("no-secret-env-file", "env_file: [{path: conf/.env.prod}]", "env_file: [{path: conf/prod.env}]"),
        ("require-quotes-in-ports", "ports: [8080]", "ports: ['8080', {target: 80}]"),
        ("no-build-and-image", "build: .\nimage: b", "build: .\nimage: b\npull_policy: build"),
        ("service-image-require-explicit-tag", "image: a.b:5000/c", "image: a.b:5000/c:1"),
        ("service-image-require-explicit-tag", "image: a:latest", "image: a@sha256:0"),
        ("service-image-require-explicit-tag", "image: \"a:${TAG:-latest}\"", "image: \"a:${TAG:-1.2}\""),
    ]) func `a line makes the difference`(_ rule: String, _ bad: String, _ good: String) {
        #expect(!lint(file(bad + "\n"), only: rule).isEmpty, "\(bad)")
        #expect(lint(file(good + "\n"), only: rule).isEmpty, "\(good)")
    }

    @Test func `a hardened service has no finding`() {
        let text = """
            services:
              web:
                image: example.com/web:1.4.2
                user: "65532:65532"
                read_only: true
                tmpfs: /tmp
                init: true
                cap_drop: [ALL]
                security_opt: ["no-new-privileges:true"]
                ports: ["127.0.0.1:8000:8000"]
                mem_limit: 512m
                cpus: 1.0
                pids_limit: 200
                restart: on-failure:5
                stop_grace_period: 20s
                secrets: [github_token]
                environment: {GITHUB_TOKEN_FILE: /run/secrets/github_token}
                healthcheck: {test: [CMD, python, -c, "pass"], interval: 30s}
                logging: {driver: json-file, options: {max-size: 10m}}
            secrets: {github_token: {file: ./secrets/github_token}}
            """
        #expect(lint(text) == [])
    }

    @Test func `findings have the place of the value, through anchors and extends`() {
        let text = """
            x-base: &base
              privileged: true
            services:
              a: {<<: *base, image: "a:1"}
              b: {extends: a, cap_add: [SYS_ADMIN]}
            """
        #expect(lint(text, only: "no-privileged") == ["2:15 A privileged service is root on the host"])
        let finding = ComposeLinter().lint(Array(text.utf8), source: "c").findings.first {
            $0.rule == "no-dangerous-capabilities"
        }
        #expect(
            finding?.start == SourcePosition(line: 5, column: 29) && finding?.end == SourcePosition(line: 5, column: 38)
        )
        #expect(finding.map { String(decoding: Array(text.utf8)[$0.range.offsets], as: UTF8.self) } == "SYS_ADMIN")
    }

    @Test func `parts of services are not asked for what the whole may have`() {
        #expect(lint("services: {a: {environment: {A: b}}}") == [])
        #expect(lint("services: {a: {extends: {file: b.yaml, service: a}, image: \"a:1\"}}") == [])
    }

    @Test func `services are weighed against each other`() {
        let text = """
            services:
              a: {image: "a:1", container_name: x, ports: ["127.0.0.1:8000-8010:8000-8010"], depends_on: {b: {condition: service_healthy}}}
              b: {image: "b:1", container_name: x, ports: ["127.0.0.1:8005:80", "127.0.0.2:8006:80"], healthcheck: {test: [NONE]}}
            """
        #expect(lint(text, only: "no-duplicate-container-names") == ["3:37 'a' has the container name 'x' too"])
        #expect(lint(text, only: "no-duplicate-exported-ports") == ["3:48 'a' publishes the same port"])
        #expect(
            lint(text, only: "healthy-dependency-without-healthcheck")
                == ["2:95 'b' is never healthy: its health check is switched off"])
    }

    @Test(arguments: [
        ("# dclint disable-file\n", 0), ("# dclint disable\n", 0),
        ("# dclint disable no-privileged no-host-namespace\n", 0),
        ("# dclint disable no-privileged\n", 1), ("# hello\n# dclint disable no-privileged, no-host-namespace\n", 0),
        ("", 2),
    ]) func `dclint's comments switch rules off`(_ comment: String, _ count: Int) {
        let text = comment + "services:\n  a:\n    privileged: true\n    pid: host\n"
        #expect(lint(text).count == count)
        let line =
            "services:\n  a:\n    privileged: true # dclint disable-line no-privileged\n    pid: host # dclint disable-line\n"
        #expect(lint(line) == [])
        #expect(lint("services:\n  a:\n    privileged: true\n# dclint disable-file\n").count == 1)
    }

    @Test func `what is no compose file is one finding`() {
        #expect(
            lint("services: [") == [
                "readable-compose 2:1 the compose file is not YAML: did not find expected node content"
            ])
        #expect(
            ComposeLinter(disabled: ["no-privileged"]).lint(
                Array("services: {a: {privileged: true}}".utf8), source: "c"
            ).findings == [])
    }
}
