import Foundation
import TareOCI
import Testing

@testable import TareInventory

/// A virtual environment made on this machine, and what `importlib.metadata` says of it.
final class InstalledEnvironment: Sendable {
    let path: String
    let interpreter: InstalledInterpreter
    private let scratch: ScratchDirectory

    /// Makes an environment that has pip.
    init(_ name: String = "app/.venv") throws {
        scratch = try ScratchDirectory()
        interpreter = try #require(InstalledInterpreter.newest)
        path = scratch.path(name)
        _ = try Tool.run(interpreter.path, ["-m", "venv", path])
    }

    func pip(_ arguments: [String]) throws {
        _ = try Tool.run(
            path + "/bin/python", ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"] + arguments,
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
