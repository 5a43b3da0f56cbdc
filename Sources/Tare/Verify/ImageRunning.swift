internal import TareDiagnostics
internal import TareInventory
internal import TareNetwork
internal import TareOCI
internal import TareSandbox

extension Workspace {
    /// Runs an image that was measured: unpacks its layers into a folder of their own, starts it isolated, asks it,
    /// stops it, and removes the folder.
    func run(
        _ measured: MeasuredImage, _ inventory: ImageInventory, _ options: RunOptions
    ) async throws -> RunReport {
        let platform = measured.image.config.platform.normalized
        let host = Platform.host.normalized
        guard platform.os == host.os, platform.architecture == host.architecture else {
            throw SandboxError.platform(platform.description, host: host.description)
        }
        let bubblewrap = try await Bubblewrap(searchPath: searchPath)
        let config = measured.image.config.config ?? .init()
        let user: ContainerUser
        do { user = try inventory.accounts.resolve(config.user) } catch {
            return RunReport(status: .notStarted, reason: error.what)
        }
        let temporary = self.options.environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        let unpacked = try UnpackedImage(
            measured.tree, config: config,
            user: RunUser(
                userID: user.userID, groupID: user.groupID, additionalGroupIDs: user.additionalGroupIDs,
                home: user.home), in: temporary)
        let count = measured.image.layers.count
        for number in 0..<count where unpacked.needs(layer: number) {
            let step = "unpacking layer \(number + 1) of \(count)"
            let total = measured.image.layers[number].size ?? 0
            var done: UInt64 = 0
            try await unpacked.write(layer: number) { receive in
                try await measured.image.stream(layer: number) { bytes in
                    try Task.checkCancellation()
                    try receive(bytes)
                    done += UInt64(bytes.count)
                    progress.report(step, done: min(done, total > 0 ? total - 1 : done), total: total)
                }
            }
            progress.report(step, done: max(total, 1), total: max(total, 1))
        }
        try unpacked.finish()
        progress.report("running", done: 0, total: 0)
        return try await unpacked.run(options, with: bubblewrap)
    }

    private var searchPath: String { options.environment["PATH"] ?? "/usr/bin:/bin" }
}
