import Foundation

/// `tare build` of changed code with everything else kept, against `buildah bud` of the same image as a Dockerfile with
/// its layers kept.
enum BuildWarm: Figure {
    static let name = "build-warm"

    static func run(_ bench: Workbench) throws -> [FigureLine] {
        let inputs = try BuildInputs(bench)
        guard let uv = bench.uv else {
            throw TimedCommand.Failed(description: "uv is missing: run scripts/setup build test")
        }
        let storage = inputs.output + "/containers"
        let buildah = ["buildah", "--root", storage, "--runroot", storage + "-run", "--storage-driver", "overlay"]
        let names = try inputs.writeDockerfile()
        let archive = inputs.output + "/base.tar"
        defer { _ = try? TimedCommand.run(buildah + ["rmi", "-a", "-f"]) }
        for command in [
            [
                bench.tare, "base", "assemble", "debian-distroless-python", "--suite", inputs.suite, "-o",
                "docker-archive:" + archive + ":" + names.base,
            ],
            buildah + ["pull", "-q", "docker-archive:" + archive],
            // The image that has uv, with this machine's.
            buildah + ["from", "--name", "uv", "scratch"], buildah + ["copy", "-q", "uv", uv, "/uv"],
            buildah + ["commit", "-q", "uv", names.uv], buildah + ["rm", "uv"],
        ] { _ = try TimedCommand.run(command, environment: inputs.environment) }
        try fillUVCache(inputs, uv)

        let theirs =
            buildah + [
                "bud", "-q", "--layers", "--isolation", "chroot", "--pull-never", "--timestamp", "0", "-v",
                inputs.uvCache + ":/root/.cache/uv:rw", "-t", "localhost/tare-bench-agent", inputs.project,
            ]
        let usages = try TimedCommand.compare(
            inputs.build(to: "warm"), theirs, runs: 7, environment: inputs.environment,
            before: { try inputs.changeCode() })
        let (ours, peer) = (usages.ours.median(\.wall), usages.peer.median(\.wall))
        return [
            FigureLine(
                figure: "build changed code, wall", ours: String(format: "%.0f ms", ours * 1000),
                peer: String(format: "%.0f ms buildah bud, cached", peer * 1000), ratio: ours / peer, bar: "≤ 0.05"),
            FigureLine(
                figure: "build changed code, wall", ours: String(format: "%.0f ms", ours * 1000),
                peer: "300 ms, the bound", ratio: ours / 0.3, bar: "≤ 1.00"),
        ]
    }

    /// By an interpreter of the same minor on this machine: the wheels are the same.
    private static func fillUVCache(_ inputs: BuildInputs, _ uv: String) throws {
        _ = try TimedCommand.run(
            [
                uv, "sync", "-q", "--frozen", "--no-dev", "--link-mode", "copy", "--directory", inputs.project,
                "--python", BuildInputs.interpreter, "--cache-dir", inputs.uvCache,
            ], environment: ["UV_PROJECT_ENVIRONMENT": inputs.output + "/venv"])
    }
}
