import Foundation
import Testing

/// Signed Debian archives on loopback, right and wrong ones, made by `archive.py`; gone with the value.
final class MadeArchives: Sendable {
    let port: Int
    let scratch: Scratch
    private let process = Process()
    private let input = Pipe()

    static let isPossible =
        Peers.find("gpg") != nil && Peers.find("gpgv") != nil && Peers.find("dpkg-deb") != nil
        && Peers.find("python3") != nil

    init() throws {
        scratch = try Scratch()
        let output = Pipe()
        process.executableURL = URL(filePath: try #require(Peers.find("python3")))
        process.arguments = [
            Places.root.appending(path: "Tests/TareCommandTests/Support/archive.py").path, scratch.url.path,
        ]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        // The script writes one line when everything is there, and nothing where it fails.
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)), "archive.py failed")
        try Self.recipe.write(toFile: recipe, atomically: false, encoding: .utf8)
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    var recipe: String { scratch.path("recipe.yaml") }
    var keyring: String { scratch.path("keyring.gpg") }
    /// What the packages' maintainer scripts would make.
    var scriptRan: Bool { FileManager.default.fileExists(atPath: scratch.path("ran")) }

    /// Puts one archive at another's address.
    func serve(_ name: String, as other: String) throws {
        let files = FileManager.default
        try files.moveItem(atPath: scratch.path("www/\(other)"), toPath: scratch.path("www/\(other)-before"))
        try files.moveItem(atPath: scratch.path("www/\(name)"), toPath: scratch.path("www/\(other)"))
    }

    private static let recipe = """
        recipe: tare.recipe/1
        id: made
        title: Two packages
        architectures: [amd64]
        packages: [tool]
        dependencies: true
        package-database: dpkg
        users:
          - {name: root, id: 0, group: 0, home: /root, shell: /bin/sh}
        entrypoint: [/usr/bin/tool]
        suites:
          stable: {}
        """

    /// Runs `tare base assemble` on one of the archives.
    func assemble(
        _ name: String, to output: String, _ more: [String] = [], environment: [String: String]
    ) throws -> TareProcess.Outcome {
        let mirror = "http://127.0.0.1:\(port)/\(name)"
        return try TareProcess.run(
            [
                "base", "assemble", recipe, "--suite", "stable", "--arch", "amd64", "--mirror", mirror,
                "--security-mirror", mirror, "--keyring", keyring, "-o", output,
            ] + more, environment: environment)
    }
}
