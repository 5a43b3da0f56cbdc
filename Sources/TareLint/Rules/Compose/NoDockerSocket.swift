import TareCompose
import TareYAML

extension ComposeRule {
    static let noDockerSocket = ComposeRule(
        "no-docker-socket", .error, "The engine's socket is mounted: whoever reaches it is root on the host",
        rationale: """
            Through the socket of Docker, containerd, CRI-O or Podman a container starts others with any right.
            A read-only mount changes nothing: the socket is written to all the same.
            """,
        bad: "volumes: [\"/var/run/docker.sock:/var/run/docker.sock:ro\"]\n",
        good: "volumes: [\"./docker:/var/run/docker:ro\"]\n",
        tags: [.security]
    ) { scope, report in
        for service in scope.services {
            for mount in service.mounts where mount.source.map({ isSocket($0.value) }) ?? false {
                report.add(mount.node)
            }
            if let flag = service.node["use_api_socket"], flag.scalar?.text == "true" { report.add(flag) }
        }
    }

    private static func isSocket(_ path: String) -> Bool {
        let name = path.split(separator: "/").last ?? ""
        return ["docker.sock", "containerd.sock", "crio.sock", "podman.sock", "dockershim.sock"].contains(name)
    }
}
