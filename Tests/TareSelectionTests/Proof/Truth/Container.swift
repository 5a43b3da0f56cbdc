import Foundation
import TareInventory

@testable import TareSelection
@testable import TareTestImages

/// A drafted image, unpacked and run: what really happens.
final class Container {
    /// Whether images can be run here; prints why not.
    static let isPossible: Bool = {
        let missing = ["bwrap", "setpriv", "unzip", "tar", "timeout", "ldd"].filter { Tool.find($0) == nil }
        guard getuid() == 0, missing.isEmpty, DebianRoot.minor != nil else {
            print("skipped: no root, no Debian Python, or no \(missing)")
            return false
        }
        guard
            let answer = try? Tool.answer(
                "setpriv",
                ["--reuid", "65532", "--clear-groups", "bwrap", "--unshare-all", "--ro-bind", "/", "/", "true"]),
            answer.status == 0
        else {
            print("skipped: bwrap may not run here")
            return false
        }
        return Wheels.areThere
    }()

    let root: String
    private let scratch: ScratchFolder

    /// Merges a base and a layer on disk. Files of the base are shared by hard links and never written.
    init(_ draft: Draft) throws {
        scratch = try ScratchFolder()
        root = scratch.path("root")
        try Tool.run("cp", ["-al", draft.base, root])
        for path in draft.removed { try Tool.run("rm", ["-rf", "\(root)/\(path)"]) }
        try Tool.run("cp", ["-a", "--remove-destination", draft.added + "/.", root])
    }

    /// Runs a command as a runtime would start it: as the user, in the working directory, with nothing else of this
    /// machine.
    func run(_ words: [String], _ boot: Boot) throws -> Tool.Answer {
        let folder = "\(root)\(boot.workingDirectory)"
        if !FileManager.default.fileExists(atPath: folder) {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        }
        let (userID, groupID) = (boot.user.resolved?.userID ?? 0, boot.user.resolved?.groupID ?? 0)
        var arguments = ["20"]
        if userID != 0 {
            // As that user from the beginning: a mapped root would own all files.
            arguments += ["setpriv", "--reuid", "\(userID)", "--regid", "\(groupID)", "--clear-groups"]
        }
        arguments += ["bwrap", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
        if userID != 0 { arguments += ["--unshare-user"] }
        arguments += ["--die-with-parent", "--bind", root, "/", "--proc", "/proc", "--dev", "/dev"]
        arguments += ["--chdir", boot.workingDirectory, "--clearenv"]
        for (name, value) in boot.variables.sorted(by: { $0.key < $1.key }) { arguments += ["--setenv", name, value] }
        return try Tool.answer("timeout", arguments + ["--"] + words)
    }
}
