import Foundation
import TareInventory
import TareOCI
import TareSelection

@testable import TareSandbox
@testable import TareTestImages

/// The product's own unpacking and running, on images that tests draft.
enum ProductRun {
    /// The command that the package build left beside the tests: it is what supervises.
    static let supervisor: String = {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("tare").path
    }()

    /// Whether images can be run here; prints why not.
    static let isPossible: Bool = {
        guard DebianRoot.minor != nil, Tool.find("bwrap") != nil,
            FileManager.default.isExecutableFile(atPath: supervisor),
            (try? Tool.answer("bwrap", ["--unshare-all", "--ro-bind", "/", "/", "true"]))?.status == 0
        else {
            print("skipped: no Debian Python, no bwrap, or bwrap may not run here")
            return false
        }
        return true
    }()

    static func bubblewrap() async throws -> Bubblewrap {
        try await Bubblewrap(searchPath: ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin")
    }

    /// Layers as a registry would send them.
    struct Image {
        var layers: [(index: LayerIndex, archive: Data)]
        var config: ImageConfig.Execution

        var tree: ImageTree { ImageTree(layers: layers.map(\.index)) }

        init(_ archives: [Data], _ config: ImageConfig.Execution) throws {
            layers = try archives.map { (try MeasuredFolder.measured($0), $0) }
            self.config = config
        }

        /// A draft over its base, which is measured once.
        init(_ draft: Draft, over base: (index: LayerIndex, archive: Data), _ config: ImageConfig.Execution) throws {
            let upper = try MeasuredFolder.archive(of: [draft.added, draft.marks])
            layers = [base, (try MeasuredFolder.measured(upper), upper)]
            self.config = config
        }

        func unpacked(as user: RunUser? = nil, in folder: String? = nil) async throws -> UnpackedImage {
            let tree = tree
            let resolved = try ImageInventory(of: tree).accounts.resolve(config.user)
            let user =
                user
                ?? RunUser(
                    userID: resolved.userID, groupID: resolved.groupID,
                    additionalGroupIDs: resolved.additionalGroupIDs, home: resolved.home)
            // In memory where that is to be had: the tests unpack much.
            let memory = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : nil
            let unpacked = try UnpackedImage(tree, config: config, user: user, in: folder ?? memory)
            for (number, layer) in layers.enumerated() {
                try await unpacked.write(layer: number) { receive in
                    try layer.archive.withUnsafeBytes { try receive($0) }
                }
            }
            try unpacked.finish()
            return unpacked
        }

        func run(_ options: RunOptions = .init()) async throws -> RunReport {
            try await unpacked().run(options, with: try await bubblewrap(), supervisor: supervisor)
        }
    }
}

extension DebianRoot {
    static func base() throws -> (index: LayerIndex, archive: Data) {
        let root = try shared.get()
        return (root.layer, root.archive)
    }

    /// An image of this root with a Python program at `/app/main.py`.
    static func image(
        program: String, user: String? = "65532",
        _ change: (Draft, inout ImageConfig.Execution) throws -> Void = { _, _ in }
    ) throws -> ProductRun.Image {
        let root = try shared.get()
        let draft = try Draft(base: root.path, libraries: root.libraries)
        try draft.text("app/main.py", program)
        var config = ImageConfig.Execution.image(["python3", "/app/main.py"], user: user)
        try change(draft, &config)
        return try ProductRun.Image(draft, over: try base(), config)
    }
}
