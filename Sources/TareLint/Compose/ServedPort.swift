public import TareCompose
public import TareDockerfile

/// The port that the image of a Dockerfile serves on, as its command line says.
public struct ServedPort: Sendable, Hashable {
    public var port: UInt16
    /// The server's program: `uvicorn`.
    public var server: String
    /// The instruction that starts it.
    public var range: SourceRange
    public var start: SourcePosition
}

extension Linter {
    /// The port of the one server that the target stage runs; nil if there are several, or if it is not known.
    public func servedPort(of source: [UInt8]) -> ServedPort? {
        let file = Dockerfile(source)
        let parsed = file.instructions.map { $0.parsed() }
        let world = Evaluation(file, ruleSettings, parsed.map { Item($0) }, parsed).world
        guard let target = world.stages.targetIndex, let (command, server) = Process(world.world(target)).onlyServer,
            !server.isLocal, let port = server.port.flatMap({ UInt16(exactly: $0) })
        else { return nil }
        let range = command.instruction.placeRange
        return ServedPort(
            port: port, server: server.name, range: range, start: file.lineTable().position(range.lower))
    }
}

extension ComposeService {
    /// The published ports, if none of them leads to the one that the service's image serves on: a caller tells of
    /// them.
    ///
    /// Empty where the service has a command of its own, or variables that may move the port.
    public func portsBeside(_ served: ServedPort) -> [ComposePort] {
        guard command == nil, entrypoint == nil else { return [] }
        guard !environment.contains(where: { $0.name.has("PORT") || $0.name.has("ARGS") }) else { return [] }
        guard !ports.contains(where: { $0.target.contains(served.port) }) else { return [] }
        return ports.filter { $0.transport == "tcp" }
    }
}
