internal import TareDiagnostics
internal import TareInventory
internal import TareNetwork
internal import TareOCI
public import TareReport
internal import TareSandbox
internal import TareSelection

extension Workspace {
    /// Whether an image would start: the boot proof, with what its application imports; on request also a run, isolated.
    public func verify(_ request: VerifyRequest) async throws -> VerifyResult {
        // Its application's sources are read even where it is not run.
        let measured = try await measure(request.location, platform: request.platform, needsContent: true)
        let (image, tree) = (measured.image, measured.tree)
        let inventory = ImageInventory(of: tree)
        var expectations = ProofExpectations(application: request.application)
        let sources = ApplicationSources(
            of: tree, config: image.config, inventory: inventory, expecting: expectations)
        do {
            expectations.imports = sources.imports(of: try await contents(of: sources.files, in: measured))
        } catch let error as any Refusal where error.severity == .incomplete {
            expectations.unreadSources = error.description
        }
        let proof = Proof(of: tree, config: image.config, inventory: inventory, expecting: expectations)
        var run: VerifyResult.Run?
        if var options = request.run {
            if options.ports.isEmpty, let port = sources.port { options.ports = [port] }
            run = VerifyResult.Run(try await self.run(measured, inventory, options))
        }
        return VerifyResult(
            reference: image.reference, digest: image.manifestDigest, imageID: image.configDigest,
            platform: image.config.platform.description, application: sources.application, proof: proof, run: run,
            notes: inventory.problems.map { "\($0.path): \($0.what)" })
    }
}
