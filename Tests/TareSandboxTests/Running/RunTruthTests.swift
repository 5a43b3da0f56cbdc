import Foundation
import TareInventory
import TareOCI
import TareSelection
import Testing

@testable import TareSandbox
@testable import TareTestImages

/// `--run` and the proof say the same of every image that is built for the purpose: half of them really fail.
@Suite(
    .serialized,
    .enabled(if: ProductRun.isPossible && Wheels.areThere, "needs bwrap, Debian's Python and the Python index"))
struct RunTruthTests {
    /// Every third, since each takes a while; all where `TARE_TEST_ALL_IMAGES` is set.
    private static let images: [TruthImage] = {
        if ProcessInfo.processInfo.environment["TARE_TEST_ALL_IMAGES"] != nil { return TruthImage.all }
        return TruthImage.all.enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
    }()

    @Test(arguments: images)
    func `the proof agrees with the run`(image: TruthImage) async throws {
        if image.base == .alpine, !AlpineRoot.isThere { return }
        let draft: Draft
        let base: (index: LayerIndex, archive: Data)
        switch image.base {
        case .debian:
            let root = try DebianRoot.shared.get()
            draft = try Draft(base: root.path, libraries: root.libraries)
            base = (root.layer, root.archive)
        case .alpine:
            let root = try AlpineRoot.shared.get()
            draft = try Draft(base: root.path, libraries: "usr/lib")
            base = (root.layer, root.archive)
        }
        try image.draw(draft)
        let product = try ProductRun.Image(draft, over: base, image.execution)
        let platform = Platform(os: "linux", architecture: try Tool.run("uname", ["-m"]).filter { $0 != "\n" })
        let proof = Proof(
            of: product.tree, config: ImageConfig(platform: platform.normalized, config: image.execution, diffIDs: []),
            inventory: ImageInventory(of: product.tree), expecting: image.expectations)

        let unpacked = try await product.unpacked()
        var options = RunOptions()
        // The proof speaks of a runtime's usual container.
        options.isRootWritable = true
        let bubblewrap = try await ProductRun.bubblewrap()
        var report = try await unpacked.run(options, with: bubblewrap, supervisor: ProductRun.supervisor)
        // These images end by themselves, with the word when they are ready.
        var isReady = report.exitCode == 0 && report.output.text.contains("READY")
        if isReady, let words = HealthTarget(image.execution).words {
            // The health check is ready when its command succeeds.
            var check = image.execution
            check.entrypoint = words
            check.cmd = nil
            check.healthcheck = nil
            let second = try ProductRun.Image(draft, over: base, check)
            report = try await second.run(options)
            isReady = report.exitCode == 0
        }
        let checks = proof.checks.filter { $0.status != .pass }.map { "\($0.id): \($0.evidence)" }
        let context: Comment = "proof: \(proof.status) \(checks)\nreally: \(report)"
        #expect((proof.status == .starts) == isReady, context)
        #expect((proof.status == .fails) == !isReady, context)
        #expect(isReady == (image.outcome == .starts), context)
    }
}
