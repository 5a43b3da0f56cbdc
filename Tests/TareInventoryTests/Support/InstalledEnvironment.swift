import Foundation
import TareOCI
import Testing

@testable import TareInventory

/// A virtual environment made on this machine, and what `importlib.metadata` says of it.
final class InstalledEnvironment: Sendable {
    let path: String
    let interpreter: InstalledInterpreter
    private let scratch: ScratchDirectory

    /// Whether environments can be made; Debian ships the modules apart.
    static let isPossible: Bool = {
        guard let newest = InstalledInterpreter.newest,
            (try? Tool.run(newest.path, ["-c", "import ensurepip, pip, venv"])) != nil
        else {
            print("skipped: no interpreter with venv and pip on this machine")
            return false
        }
        return true
    }()

    /// Makes an environment, with pip inside where that is wanted: it takes the longest.
    init(withPip: Bool = false) throws {
        scratch = try ScratchDirectory()
        interpreter = try #require(InstalledInterpreter.newest)
        path = scratch.path("app/.venv")
        _ = try Tool.run(interpreter.path, ["-m", "venv"] + (withPip ? [] : ["--without-pip"]) + [path])
    }

    /// What the interpreter's own pip does to the environment.
    @discardableResult
    func pip(_ arguments: [String]) throws -> String {
        try Tool.run(
            interpreter.path,
            ["-m", "pip", "--python", path + "/bin/python", "--disable-pip-version-check"] + arguments,
            environment: ["PYTHONDONTWRITEBYTECODE": "1"])
    }

    /// Packages as lines of `NAME VERSION INSTALLER`, sorted.
    func packages() throws -> [String] {
        let question = """
            from importlib.metadata import distributions
            for d in distributions():
                print(d.metadata["Name"], d.version, (d.read_text("INSTALLER") or "-").strip())
            """
        return try Tool.run(path + "/bin/python", ["-I", "-c", question]).split(separator: "\n").map(String.init)
            .sorted()
    }

    /// The inventory of an image that has the environment at `/app/.venv` on the interpreter's files.
    func inventory() throws -> ImageInventory {
        let root = scratch.url.path
        let layers = [
            // Without its large library, whose strings other tests read.
            try MeasuredLayer.packing(
                interpreter.members().filter { !$0.contains("site-packages") && !$0.contains("/libpython") }, of: "/"),
            try MeasuredLayer.packing(["app"], of: root),
        ]
        return ImageInventory(of: ImageTree(layers: layers))
    }
}

extension ImageInventory {
    /// As `InstalledEnvironment.packages()`.
    func pythonPackages(below path: String) -> [String] {
        packages.filter { $0.type == .python && $0.location.hasPrefix(path + "/") && $0.python?.isVendored == false }
            .map { "\($0.name) \($0.version ?? "-") \($0.python?.installer ?? "-")" }.sorted()
    }
}
