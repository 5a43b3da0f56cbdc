import TareCompose
import TareDiagnostics
import TareYAML
import Testing

/// What is wrong in files that are read all the same.
@Suite struct ComposeDiagnosticTests {
    @Test(arguments: [
        (
            "services: {a: {image: x, imagee: y}}", "unknown-key 1:26 'services.a' has an unknown key 'imagee'",
            "did you mean 'image'?"
        ),
        (
            "services: {a: {Ports: []}}", "unknown-key 1:16 'services.a' has an unknown key 'Ports'",
            "did you mean 'ports'?"
        ),
        (
            "services: {a: {vloumes: []}}", "unknown-key 1:16 'services.a' has an unknown key 'vloumes'",
            "did you mean 'volumes'?"
        ),
        ("service: {}", "unknown-key 1:1 the file has an unknown key 'service'", "did you mean 'services'?"),
        (
            "a: &a {image: x}\nservices: {b: *a}", "unknown-key 1:1 the file has an unknown key 'a'",
            "remove it, or begin its name with 'x-' if it is meant for another tool"
        ),
        (
            "services: {a: {image: 1.5}}", "wrong-kind 1:23 'services.a.image' is not a text",
            "write it in quotes: \"1.5\""
        ),
        (
            "services: {a: {user: 1000}}", "wrong-kind 1:22 'services.a.user' is not a text",
            "write it in quotes: \"1000\""
        ),
        ("services: {a: {ports: \"80:80\"}}", "wrong-kind 1:23 'services.a.ports' is not a list", nil),
        ("services: {a: {volumes: {data: /x}}}", "wrong-kind 1:25 'services.a.volumes' is not a list", nil),
        ("services: [a]", "wrong-kind 1:11 'services' is not a mapping", nil),
        (
            "services: {a: {cap_add: [1]}}", "wrong-kind 1:26 'services.a.cap_add[0]' is not a text",
            "write it in quotes: \"1\""
        ),
        (
            "services: {a: {networks: {n: x}}}", "wrong-kind 1:30 'services.a.networks.n' is not a mapping or nothing",
            nil
        ),
        ("services: {a: {volumes: [{target: /x}]}}", "missing-key 1:26 'services.a.volumes[0]' lacks 'type'", nil),
        (
            "services: {a: {ports: [\"x:80\"]}}",
            "invalid-value 1:24 'services.a.ports[0]' has 'x:80', which is no port such as \"8000\", \"127.0.0.1:8000:8000\" or \"53:53/udp\"",
            nil
        ),
        (
            "services: {a: {volumes: [\"aa:bb:cc:dd\"]}}",
            "invalid-value 1:26 'services.a.volumes[0]' has 'aa:bb:cc:dd', which is no mount such as \"data:/data\" or \"./conf:/etc/conf:ro\"",
            nil
        ),
        (
            "services: {a: {devices: [\"a:b:c:d\"]}}",
            "invalid-value 1:26 'services.a.devices[0]' has 'a:b:c:d', which is no device such as \"/dev/ttyUSB0:/dev/ttyUSB0:rw\"",
            nil
        ),
        (
            "services: {a: {image: \"x:${TAG}\"}}", "unset-variable 1:23 variable 'TAG' is not set and has no default",
            "write '${TAG:-default}', or set it"
        ),
        (
            "services: {a: {image: \"x:${TAG:?say which}\"}}",
            "missing-variable 1:23 required variable 'TAG' is not set: say which", nil
        ),
        (
            "services: {a: {image: \"x:${}\"}}",
            "malformed-variable 1:23 'services.a.image' has a '${' that begins no variable",
            "write '$$' for a plain '$'"
        ),
        (
            "services: {a: {extends: b}}", "unresolved-extends 1:25 service 'a' extends 'b', which is not there",
            "services here: a"
        ),
        (
            "services: {a: {extends: {file: x.yaml, service: b}}}",
            "unresolved-extends 1:25 service 'a' extends one of x.yaml, which is not read", nil
        ),
        ("services: {a: {extends: a}}", "unresolved-extends 1:25 service 'a' extends itself by way of 'a'", nil),
    ])
    func `each is said at its place with a way out`(_ text: String, _ complaint: String, _ hint: String?) throws {
        let project = try project(text)
        #expect(project.complaints == [complaint])
        #expect(project.diagnostics.first?.hint == hint)
        #expect(project.diagnostics.first?.source == "compose.yaml")
    }

    @Test(arguments: [
        "x-a: 1\nservices: {a: {x-b: [2], image: x, deploy: {x-c: {}}}}",
        "services: {a: {privileged: \"${P:-true}\", cpus: \"${C:-1}\", healthcheck: {retries: \"${R:-3}\"}}}",
        "services: {a: {depends_on: {b: {condition: service_healthy, required: \"${R:-true}\"}}}}",
        "services: {a: {environment: {A: 1, B: true, C: , D: x}, labels: [a=b]}}\nvolumes: {data: }\nnetworks: {n: }",
        "services: {a: {ports: [80, \"81\", {target: 82, published: \"8082\"}], mem_limit: 1g, pids_limit: 100}}",
    ])
    func `what compose-spec allows is not complained of`(_ text: String) throws {
        #expect(try project(text).complaints.isEmpty)
    }

    @Test(arguments: [
        ("", "t: the compose file is not YAML: it is empty"), ("[]", "t:1:1: the compose file is not a mapping"),
        ("a: [", "t:2:1: the compose file is not YAML: did not find expected node content"),
        ("a: 1\na: 2", "t:1:1: the compose file is not YAML: a key stands twice: a"),
    ])
    func `what is no mapping is refused`(_ text: String, _ message: String) {
        let error = #expect(throws: YAMLError.self) { try ComposeFile(parsing: Array(text.utf8), source: "t") }
        #expect(error?.description == message)
    }
}
