import TareCompose
import TareYAML
import Testing

/// A service with all that there is a property for.
@Suite struct ComposeServiceTests {
    private static let text = """
        version: "3.9"
        name: demo
        include: [other.yaml, {path: [a.yaml, b.yaml]}]
        x-common: &common {restart: on-failure:5, init: true}
        services:
          web:
            <<: *common
            image: "example.com/web:${TAG:-1.2}"
            build: {context: ., dockerfile: D, target: t, args: {A: 1}}
            container_name: demo-web
            command: ["uvicorn", "server:app"]
            entrypoint: /entry.sh --x
            environment: {TOKEN: "${TOKEN}", PLAIN: s3cret, HOST_ONLY: , FLAG: true}
            env_file: [.env, {path: more.env, required: false}]
            labels: [a.b=c]
            ports: ["127.0.0.1:8000:8000", "443", {target: 9000, published: "9000-9010", protocol: UDP}]
            expose: ["8001"]
            networks: {back: {aliases: [w]}, front: }
            volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro", "data:/data", {type: tmpfs, target: /t}]
            tmpfs: /tmp
            secrets: [token, {source: key, target: /k}]
            configs: [conf]
            devices: ["/dev/a:/dev/b:r"]
            depends_on: {db: {condition: service_healthy, required: false}, cache: {condition: service_started}}
            profiles: [dev]
            healthcheck: {test: [CMD, python, -c, "pass"], interval: 30s, timeout: 5s, retries: 3, start_period: 10s}
            stop_grace_period: 1m30s
            deploy: {replicas: 2, resources: {limits: {cpus: "0.5", memory: 512M, pids: 100}}, restart_policy: {condition: any, max_attempts: 4}}
            logging: {driver: json-file, options: {max-size: 10m}}
            user: "65532:65532"
            working_dir: /app
            read_only: true
            privileged: yes
            cap_add: [NET_ADMIN]
            cap_drop: [ALL]
            security_opt: ["no-new-privileges:true"]
            pid: host
            ipc: private
            userns_mode: host
            uts: host
            cgroup: private
            sysctls: {net.core.somaxconn: 1024}
            ulimits: {nofile: {soft: 1, hard: 2}, nproc: 3}
            pids_limit: 200
            mem_limit: 1g
            cpus: 1.5
            x-mine: 1
            oom_score_adj: 100
          db: {image: db, network_mode: host, healthcheck: {disable: true}, command: }
          cache: {image: c, healthcheck: {test: NONE}}
          shell: {image: c, healthcheck: {test: curl -f http://x}}
          off: {image: c, healthcheck: {test: ["NONE"]}}
        volumes: {data: {external: {name: real}}}
        networks: {back: {internal: true}, front: }
        secrets: {token: {environment: TOKEN}, key: {file: ./key}}
        configs: {conf: {content: "x"}}
        """

    private func demo() throws -> ComposeProject { try project(Self.text, environment: ["TOKEN": "abc"]) }

    @Test func `nothing in it is complained of`() throws {
        #expect(try demo().complaints.isEmpty)
    }

    @Test func `what is run`() throws {
        let web = try #require(try demo().services.first)
        #expect(web.image?.value == "example.com/web:1.2" && web.image?.written == "example.com/web:${TAG:-1.2}")
        #expect(web.image?.isVariable == true && web.image?.node.line == 8)
        #expect(web.build?.context?.value == "." && web.build?.arguments.map(\.name) == ["A"])
        #expect(web.containerName?.value == "demo-web" && web.containerName?.isVariable == false)
        #expect(web.command?.form == .words(["uvicorn", "server:app"]))
        #expect(web.entrypoint?.form == .text("/entry.sh --x"))
        #expect(web.restart?.value == "on-failure:5" && web.restart?.node.line == 4 && web.runsInit?.value == true)
        #expect(web.stopGracePeriod?.value.duration == .seconds(90) && web.workingDirectory?.value == "/app")
        #expect(try demo().services[1].command?.form == ComposeCommand.Form.none)
        #expect(web.node["oom_score_adj"]?.scalar?.text == "100" && web.extensions.map(\.name) == ["x-mine"])
    }

    @Test func `its environment`() throws {
        let web = try #require(try demo().services.first)
        #expect(web.environment.map(\.name) == ["TOKEN", "PLAIN", "HOST_ONLY", "FLAG"])
        #expect(web.environment.map(\.value) == ["abc", "s3cret", nil, "true"])
        #expect(web.environment.map(\.written) == ["${TOKEN}", "s3cret", nil, "true"])
        #expect(web.environmentFiles.map(\.path.value) == [".env", "more.env"])
        #expect(web.environmentFiles.map(\.isRequired) == [true, false])
        #expect(web.labels.map(\.value) == ["c"] && web.sysctls.map(\.value) == ["1024"])
    }

    @Test func `what it is joined to`() throws {
        let web = try #require(try demo().services.first)
        #expect(
            web.ports.map(\.target.first) == [8000, 443, 9000] && web.ports.map(\.published?.last) == [8000, nil, 9010])
        #expect(
            web.ports.map(\.isLoopback) == [true, false, false] && web.ports.map(\.transport) == ["tcp", "tcp", "udp"])
        #expect(web.expose.map(\.value) == ["8001"] && web.networks.map(\.network) == ["back", "front"])
        #expect(web.networks[0].aliases.map(\.value) == ["w"])
        #expect(
            web.mounts.map(\.kind) == [.bind, .volume, .tmpfs] && web.mounts.map(\.isReadOnly) == [true, false, false])
        #expect(web.mounts[0].source?.value == "/var/run/docker.sock" && web.tmpfs.map(\.value) == ["/tmp"])
        #expect(web.secrets.map(\.source.value) == ["token", "key"] && web.secrets[1].target?.value == "/k")
        #expect(web.configs.map(\.source.value) == ["conf"] && web.devices[0].permissions == "r")
        #expect(
            web.dependencies.map(\.service) == ["db", "cache"]
                && web.dependencies.map(\.condition) == [.healthy, .started])
        #expect(web.dependencies.map(\.isRequired) == [false, true] && web.profiles.map(\.value) == ["dev"])
    }

    @Test func `its limits and rights`() throws {
        let web = try #require(try demo().services.first)
        #expect(
            web.deployment?.limits.memory?.value.bytes == 512 << 20 && web.deployment?.limits.processes?.value == 100)
        #expect(web.deployment?.limits.processors?.value == 0.5 && web.deployment?.replicas?.value == 2)
        #expect(web.deployment?.restartCondition?.value == "any" && web.deployment?.restartAttempts?.value == 4)
        #expect(
            web.memoryLimit?.value.bytes == 1 << 30 && web.processLimit?.value == 200 && web.processors?.value == 1.5)
        #expect(web.ulimits.map(\.name) == ["nofile", "nproc"] && web.ulimits.map(\.hard?.value) == [2, 3])
        #expect(web.user?.value == "65532:65532" && web.isReadOnly?.value == true && web.isPrivileged?.value == true)
        #expect(web.addedCapabilities.map(\.value) == ["NET_ADMIN"] && web.droppedCapabilities.map(\.value) == ["ALL"])
        #expect(web.securityOptions.map(\.value) == ["no-new-privileges:true"])
        let namespaces = [
            web.processNamespace, web.ipcNamespace, web.userNamespace, web.utsNamespace, web.cgroupNamespace,
        ]
        #expect(namespaces.map { $0?.value } == ["host", "private", "host", "host", "private"])
        #expect(web.logging?.driver?.value == "json-file" && web.logging?.options.map(\.value) == ["10m"])
        #expect(try demo().services[1].networkMode?.value == "host")
    }

    @Test func `how it is asked whether it is well`() throws {
        let services = try demo().services
        let check = try #require(services[0].healthcheck)
        #expect(check.test?.value == .words(["python", "-c", "pass"]) && check.retries?.value == 3 && !check.isOff)
        #expect(check.interval?.value.duration == .seconds(30) && check.startPeriod?.value.duration == .seconds(10))
        #expect(services[1].healthcheck?.isOff == true && services[4].healthcheck?.isOff == true)
        #expect(services[3].healthcheck?.test?.value == .shell("curl -f http://x"))
    }

    @Test func `the rest of the project`() throws {
        let project = try demo()
        #expect(project.version?.value == "3.9" && project.name?.value == "demo")
        #expect(project.includes.map(\.value) == ["other.yaml", "a.yaml", "b.yaml"])
        #expect(project.extensions.map(\.name) == ["x-common"])
        #expect(project.volumes.map(\.isExternal) == [true] && project.volumes[0].actualName?.value == "real")
        #expect(project.networks.map(\.isInternal) == [true, false])
        #expect(
            project.secrets.map(\.environment?.value) == ["TOKEN", nil] && project.secrets[1].file?.value == "./key")
        #expect(project.configs[0].content?.value == "x")
    }

    @Test func `mutilated files are read or refused, and never trap`() {
        var state: UInt64 = 5
        func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        let text = Array(Self.text.utf8)
        var read = 0
        for _ in 0..<400 {
            var bytes = text
            for _ in 0...below(6) {
                let place = below(bytes.count)
                switch below(4) {
                case 0: bytes[place] = Array("[]{}:,-&*!$'\"\n\u{0}9x".utf8)[below(17)]
                case 1: bytes.removeSubrange(place..<min(place + below(30), bytes.count))
                case 2: bytes.insert(contentsOf: text[..<min(below(40), text.count)], at: place)
                default: bytes.insert(contentsOf: Array("${A:-".utf8), at: place)
                }
            }
            guard let file = try? ComposeFile(parsing: bytes, source: "m.yaml") else { continue }
            read += 1
            let project = ComposeProject([file, file], environment: ["A": "1"])
            _ = project.services.count + project.volumes.count + project.networks.count + project.secrets.count
        }
        #expect(read > 20)
    }
}
