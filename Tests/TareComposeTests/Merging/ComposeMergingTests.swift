import TareCompose
import TareYAML
import Testing

/// Several files, after compose-go's `override/*_test.go` and `loader/reset_test.go` at e70e961.
@Suite struct ComposeMergingTests {
    /// A service's key in two files, and what becomes of it.
    @Test(
        arguments: [
            // merge_test.go, merge_mem_test.go
            ("{image: a, init: true}", "{image: b}", "image", "b"), ("{init: true}", "{image: b}", "init", "true"),
            ("{mem_limit: 1g}", "{mem_limit: 2g}", "mem_limit", "2g"),
            // Commands and tests are replaced (13-merge, "Shell commands").
            ("{command: [a, b]}", "{command: c}", "command", "c"),
            ("{entrypoint: a}", "{entrypoint: []}", "entrypoint", "[]"),
            (
                "{healthcheck: {test: [CMD, a], retries: 3}}", "{healthcheck: {test: b}}", "healthcheck",
                "{retries: 3, test: b}"
            ),
            // merge_environment_test.go
            ("{environment: {A: 1, B: 2}}", "{environment: [B=3, C]}", "environment", "[A=1, B=3, C]"),
            ("{environment: [A=1]}", "{environment: {A: \"2=3\"}}", "environment", "[A=2=3]"),
            ("{environment: {A: }}", "{environment: {A: 2}}", "environment", "[A=2]"),
            ("{labels: [a=1]}", "{labels: {a: 2, b: true}}", "labels", "[a=2, b=true]"),
            ("{sysctls: {net.a: 1}}", "{sysctls: [net.a=2]}", "sysctls", "[net.a=2]"),
            // merge_cap_test.go, merge_dns_test.go, merge_tmpfs_test.go, merge_env_file_test.go
            ("{cap_add: [A, B]}", "{cap_add: [B, C]}", "cap_add", "[A, B, C]"),
            ("{dns: 1.1.1.1}", "{dns: [8.8.8.8, 1.1.1.1]}", "dns", "[1.1.1.1, 8.8.8.8]"),
            ("{tmpfs: /a}", "{tmpfs: [/b, /a]}", "tmpfs", "[/a, /b]"),
            (
                "{env_file: a.env}", "{env_file: [b.env, {path: a.env, required: false}]}", "env_file",
                "[{path: a.env, required: false}, {path: b.env, required: true}]"
            ),
            // merge_networks_test.go, override_test.go
            ("{networks: [a]}", "{networks: {b: {aliases: [x]}, a: }}", "networks", "{a: ~, b: {aliases: [x]}}"),
            (
                "{depends_on: [a]}", "{depends_on: {a: {required: false}, b: {condition: service_healthy}}}",
                "depends_on",
                "{a: {condition: service_started, required: false}, b: {condition: service_healthy, required: true}}"
            ),
            // merge_build_test.go
            ("{build: .}", "{build: {args: [A=1], target: t}}", "build", "{args: [A=1], context: ., target: t}"),
            ("{build: {args: {A: 1}}}", "{build: {args: {A: 2}}}", "build", "{args: [A=2]}"),
            // merge_logging_test.go
            (
                "{logging: {driver: a, options: {x: 1}}}", "{logging: {driver: b, options: {y: 2}}}", "logging",
                "{driver: b, options: {y: 2}}"
            ),
            (
                "{logging: {driver: a, options: {x: 1}}}", "{logging: {options: {y: 2}}}", "logging",
                "{driver: a, options: {x: 1, y: 2}}"
            ),
            // merge_volumes_test.go, merge_mounts_test.go, merge_devices_test.go: the target is what is the same.
            (
                "{volumes: [\"a1:/x\", \"b1:/y\"]}", "{volumes: [\"c1:/x:ro\"]}", "volumes",
                "[{read_only: true, source: c1, target: /x, type: volume}, {source: b1, target: /y, type: volume}]"
            ),
            (
                "{devices: [/dev/a]}", "{devices: [\"/dev/b:/dev/a\"]}", "devices",
                "[{permissions: rwm, source: /dev/b, target: /dev/a}]"
            ),
            (
                "{secrets: [a]}", "{secrets: [{source: a, mode: 0400}, b]}", "secrets",
                "[{mode: 0400, source: a}, {source: b}]"
            ),
            // uncity_test.go
            (
                "{ports: [\"80:8080\", \"81:81\"]}", "{ports: [{target: 8080, published: \"80\", mode: host}]}",
                "ports",
                "[{mode: host, published: 80, target: 8080}, {mode: ingress, protocol: tcp, published: 81, target: 81}]"
            ),
            ("{expose: [80, \"81\"]}", "{expose: [\"80\"]}", "expose", "[80, 81]"),
            // merge_ulimits_test.go, merge_extra_hosts_test.go
            (
                "{ulimits: {nofile: 1, nproc: 5}}", "{ulimits: {nofile: {soft: 2, hard: 3}}}", "ulimits",
                "{nofile: {hard: 3, soft: 2}, nproc: {hard: 5, soft: 5}}"
            ),
            ("{extra_hosts: [\"a=1\"]}", "{extra_hosts: {a: \"1\", b: \"2\"}}", "extra_hosts", "[a=1, b=2]"),
            // reset_test.go
            ("{ports: [\"80:80\"], image: a}", "{ports: !reset null}", "ports", nil),
            (
                "{ports: [\"80:80\"]}", "{ports: !override [\"81:81\"]}", "ports",
                "[{mode: ingress, protocol: tcp, published: 81, target: 81}]"
            ),
            ("{environment: {A: 1, B: 2}}", "{environment: {A: !reset null}}", "environment", "[B=2]"),
            ("{deploy: {replicas: 2}}", "{deploy: !reset {}}", "deploy", nil),
            ("{environment: {A: 1}}", "{environment: !override {B: 2}}", "environment", "{B: 2}"),
        ] as [(String, String, String, String?)])
    func `a key of two files`(_ base: String, _ over: String, _ key: String, _ expected: String?) throws {
        let project = try project("services: {a: \(base)}", "services: {a: \(over)}")
        #expect(project.sketch("services", "a", key) == expected)
        #expect(project.complaints.isEmpty)
    }

    @Test func `sections of files are merged, and documents of one`() throws {
        let both = try project(
            "services: {a: {image: x}}\nvolumes: {v: }\nnetworks: {n: {labels: {a: 1}, ipam: {config: [{subnet: 10.0.0.0/8, gateway: 10.0.0.1}]}}}",
            "services: {b: {image: y}}\nvolumes: {v: {driver: local}}\nnetworks: {n: {labels: [a=2], ipam: {config: [{subnet: 10.0.0.0/8, ip_range: 10.1.0.0/16}, {subnet: 11.0.0.0/8}]}}}"
        )
        #expect(both.services.map(\.name) == ["a", "b"])
        #expect(both.sketch("volumes") == "{v: {driver: local}}")
        #expect(
            both.sketch("networks", "n")
                == "{ipam: {config: [{gateway: 10.0.0.1, ip_range: 10.1.0.0/16, subnet: 10.0.0.0/8}, {subnet: 11.0.0.0/8}]}, labels: [a=2]}"
        )
        let documents = try project("services: {a: {image: x}}\n---\nservices: {a: {image: y, tty: true}}")
        #expect(documents.sketch("services") == "{a: {image: y, tty: true}}")
    }

    @Test func `values keep the place of the file that has the last word`() throws {
        let project = try project(
            "services:\n  a:\n    image: x\n    environment:\n      A: 1\n",
            "services:\n  a:\n    environment:\n      B: 2\n")
        let service = try #require(project.services.first)
        #expect(service.image?.node.source == "compose.yaml" && service.image?.node.line == 3)
        #expect(service.environment.map(\.node.source) == ["compose.yaml", "over1.yaml"])
        #expect(service.environment.map(\.node.line) == [5, 4])
        #expect(service.environment.map(\.name) == ["A", "B"])
    }

    @Test func `nothing replaces nothing`() throws {
        let project = try project("services: {a: {image: x, cap_add: [A]}}", "services: {a: {image: , cap_add: }}")
        #expect(project.sketch("services", "a") == "{cap_add: [A], image: x}")
    }

    @Test func `another kind of value is a conflict, and the later counts`() throws {
        let project = try project("services: {a: {cap_add: [A]}}", "services: {a: {cap_add: {}}}")
        #expect(project.diagnostics.map(\.kind) == [.wrongKind, .conflict])
        #expect(project.sketch("services", "a", "cap_add") == "{}")
    }
}
