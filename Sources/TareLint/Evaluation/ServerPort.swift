public import TareDockerfile

extension Linter {
    /// The port that the server of the built image listens on; nil where that is not known, or there are several.
    public func serverPort(of file: Dockerfile) -> Int? {
        guard file.problems.isEmpty else { return nil }
        let items = file.instructions.map { Item($0.parsed()) }
        let world = BuildWorld(Evaluation(file, settings, items).stages, settings, items)
        let ports = Set(world.processes.compactMap { $0.onlyServer?.server.port })
        return ports.count == 1 ? ports.first : nil
    }
}
