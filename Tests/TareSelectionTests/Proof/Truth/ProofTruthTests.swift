import Foundation
import TareInventory
import TareOCI
import Testing

@testable import TareSelection
@testable import TareTestImages

/// The proof is right: images are built for the purpose, run with bubblewrap as their users, and the proof, which saw
/// only their layers, agrees with what happened on every one.
@Suite(.enabled(if: Container.isPossible, "needs root, bwrap, Debian's Python and the Python index"))
struct ProofTruthTests {
    @Test(arguments: TruthImage.all)
    func `the proof agrees with what happens`(image: TruthImage) throws {
        if image.base == .alpine, !AlpineRoot.isThere { return }
        let (base, layer, libraries) = try root(of: image.base)
        let draft = try Draft(base: base, libraries: libraries)
        try image.draw(draft)

        let tree = ImageTree(layers: [layer, try MeasuredFolder.layer(of: [draft.added, draft.marks])])
        let machine = try Tool.run("uname", ["-m"]).trimmingCharacters(in: .whitespacesAndNewlines)
        let platform = Platform(os: "linux", architecture: machine).normalized
        let config = ImageConfig(platform: platform, config: image.execution, diffIDs: [])
        let inventory = ImageInventory(of: tree)
        let proof = Proof(of: tree, config: config, inventory: inventory, expecting: image.expectations)

        let boot = Boot(tree: tree, config: config, inventory: inventory, expectations: image.expectations)
        let answer = try happening(in: Container(draft), boot)
        let isReady = answer.status == 0 && answer.output.contains("READY")
        let checks = proof.checks.filter { $0.status != .pass }.map { "\($0.id): \($0.evidence) [\($0.fix)]" }
        let context: Comment =
            """
            proof: \(proof.status) \(checks)
            really: \(answer.status) \(answer.output) \(answer.complaints.suffix(800))
            """
        #expect((proof.status == .starts) == isReady, context)
        #expect((proof.status == .fails) == !isReady, context)
        switch image.outcome {
        case .starts: #expect(isReady, context)
        case .fails(let id, let word):
            #expect(!isReady, context)
            #expect(proof[id]?.status == .fail, context)
            #expect(proof[id]?.fix.isEmpty == false, context)
            if let word {
                #expect(proof[id]?.evidence.contains(word) == true, context)
                #expect(answer.complaints.contains(word), context)
            }
        }
    }

    private func root(of base: TruthImage.Base) throws -> (String, LayerIndex, String) {
        switch base {
        case .debian:
            let root = try DebianRoot.shared.get()
            return (root.path, root.layer, root.libraries)
        case .alpine:
            let root = try AlpineRoot.shared.get()
            return (root.path, root.layer, "usr/lib")
        }
    }

    /// Runs the command and, if that was well, the health check, which is ready when its command succeeds.
    private func happening(in container: Container, _ boot: Boot) throws -> Tool.Answer {
        let answer = try container.run(boot.words, boot)
        let test = boot.execution.healthcheck?.test ?? []
        guard answer.status == 0, let kind = test.first else { return answer }
        var words = Array(test.dropFirst())
        if kind == "CMD-SHELL" { words = ["/bin/sh", "-c"] + words }
        var health = try container.run(words, boot)
        health.output += answer.output
        return health
    }
}
