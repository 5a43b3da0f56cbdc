import Foundation
import Testing

/// A project of one module and no packages, with its own wheel: it is built in a moment.
struct SmallProject {
    static let base = "debian-distroless-python-trixie"
    /// The folder.
    let path: String
    private let wheels: String

    init(_ scratch: Scratch) throws {
        path = scratch.path("small")
        wheels = scratch.path("wheels")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let script = Places.root.appending(path: "Tests/TareCommandTests/Support/wheels.py").path
        let made = try TareProcess.command(try #require(Peers.find("python3")), ["-W", "ignore", script, wheels])
        try #require(made.code == 0, "\(made.errors)")
        try """
        [project]
        name = "made"
        version = "1.0"
        requires-python = ">=3.11"
        [tool.tare]
        application = "made:main"

        """.write(toFile: path + "/pyproject.toml", atomically: false, encoding: .utf8)
        try """
        version = 1
        requires-python = ">=3.11"

        [[package]]
        name = "made"
        version = "1.0"
        source = { virtual = "." }

        """.write(toFile: path + "/uv.lock", atomically: false, encoding: .utf8)
    }

    /// A wheel that `wheels.py` makes.
    func wheel(_ name: String) -> String { "\(wheels)/\(name)/made-1.0-py3-none-any.whl" }

    func arguments(wheel name: String = "good") -> [String] {
        ["build", path, "--base", Self.base, "--wheel", wheel(name), "--format", "json", "--no-bytecode"]
    }
}

/// The same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
