internal import FoundationEssentials
internal import TareDiagnostics
internal import TareInventory
internal import TareNetwork
internal import TareOCI
internal import TareReport
internal import TareSandbox
internal import TareSelection

extension Workspace {
    /// Refuses early where nothing can be run at all.
    func checkRunning() async throws {
        _ = try await Bubblewrap(searchPath: options.environment["PATH"] ?? "/usr/bin:/bin")
    }

    /// Builds and starts the candidates that are proved to start, one at a time: two services at once would measure each
    /// other. A candidate that cannot be built says so, and fails no other.
    func start(
        _ outcomes: [CandidateOutcome], _ request: CompareRequest, _ options: RunOptions
    ) async throws -> [CandidateOutcome] {
        var outcomes = outcomes
        for number in outcomes.indices where outcomes[number].proof.status == "starts" {
            try Task.checkCancellation()
            do {
                outcomes[number].run = .init(try await start(outcomes[number].facts.id, request, options))
            } catch let error as any Refusal {
                outcomes[number].run = .init(status: "notBuilt", reason: error.description)
            }
        }
        return outcomes
    }

    /// In a folder of its own, which goes when it has ended.
    private func start(_ base: String, _ request: CompareRequest, _ options: RunOptions) async throws -> RunReport {
        let folder = cacheDirectory.path + "/tmp/run-\(UUID().uuidString)"
        try DiskFolder.make(folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let location = ImageLocation.ociLayout(directory: folder, tag: "run")
        let build = BuildRequest(
            project: request.project, base: base, platforms: [request.platform], outputs: [location], now: request.now)
        _ = try await self.build(build)
        let measured = try await measure(location, platform: request.platform, needsContent: true)
        return try await run(measured, ImageInventory(of: measured.tree), options)
    }
}

extension CompareResult.Run {
    init(_ report: RunReport) {
        self.init(
            status: report.status.rawValue, reason: report.reason,
            startedIn: report.healthy.map { $0.rounded() / 1000 }, residentMemory: report.memory?.resident)
    }
}
