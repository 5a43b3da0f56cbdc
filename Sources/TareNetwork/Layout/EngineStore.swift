internal import Subprocess

#if canImport(System)
    internal import System
#else
    internal import SystemPackage
#endif

/// Images in the store of an engine, by the engine's own program, which saves them to a temporary archive.
enum EngineStore {
    /// One way to save an image: a program and its arguments.
    struct Command {
        var program: String
        var arguments: [String]
    }

    /// For the store that Podman, Buildah and Skopeo share.
    static func containersStorage(_ name: String, to file: String) -> [Command] {
        [
            Command(
                program: "skopeo", arguments: ["copy", "--quiet", "containers-storage:" + name, "oci-archive:" + file]),
            Command(
                program: "podman",
                arguments: ["image", "save", "--quiet", "--format", "oci-archive", "-o", file, "--", name]),
            Command(program: "buildah", arguments: ["push", "--quiet", name, "oci-archive:" + file]),
        ]
    }

    static func dockerDaemon(_ name: String, to file: String) -> [Command] {
        [Command(program: "docker", arguments: ["image", "save", "-o", file, "--", name])]
    }

    /// Runs the first program that is installed.
    static func save(_ name: String, _ commands: [Command], store: String) async throws {
        var installed: Command?
        for command in commands where installed == nil {
            let path = try? await Executable.name(command.program).resolveExecutablePath(in: .inherit)
            if path != nil { installed = command }
        }
        guard let command = installed else {
            let programs = commands.map(\.program).joined(separator: ", ")
            throw LayoutError.engine(
                name: store + ":" + name, detail: "reading this store needs one of: \(programs); none is installed",
                hint: "install one, or save the image to a file and give oci-archive:FILE or docker-archive:FILE")
        }
        let result = try await run(
            .name(command.program), arguments: Arguments(command.arguments), output: .discarded,
            error: .string(limit: 64 << 10))
        guard result.terminationStatus.isSuccess else {
            let detail = result.standardError.split(separator: "\n").last.map(String.init) ?? "it gave no reason"
            throw LayoutError.engine(
                name: store + ":" + name, detail: "\(command.program) failed: \(detail)",
                hint: "check the name with '\(command.program) images'")
        }
    }
}
