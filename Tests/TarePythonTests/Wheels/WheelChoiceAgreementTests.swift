import Foundation
import Testing

@testable import TarePython

/// Packages with extension modules, at versions whose wheels differ in every way that matters to a choice.
private let packages = [
    ("bcrypt", "4.2.1"), ("cffi", "1.17.1"), ("cryptography", "44.0.0"), ("greenlet", "3.1.1"), ("grpcio", "1.68.1"),
    ("httptools", "0.6.4"), ("lxml", "5.3.0"), ("markupsafe", "3.0.2"), ("numpy", "2.2.6"), ("onnxruntime", "1.20.1"),
    ("orjson", "3.10.12"), ("psycopg2-binary", "2.9.10"), ("pyarrow", "17.0.0"), ("pydantic-core", "2.27.2"),
    ("pynacl", "1.5.0"), ("pyzmq", "26.2.0"), ("torch", "2.6.0"), ("uvloop", "0.21.0"),
]

/// A target and what uv calls it.
private struct UvTarget: CustomTestStringConvertible, Sendable {
    var minor: Int
    var machine: Machine
    var library: TargetCLibrary

    var platform: String {
        switch library {
        // uv knows glibc up to 2.40.
        case .glibc(let major, let minor): "\(machine.rawValue)-manylinux_\(major)_\(minor)"
        case .musl: "\(machine.rawValue)-unknown-linux-musl"
        }
    }

    var testDescription: String { "3.\(minor) \(platform)" }

    func tags() throws -> CompatibleTags {
        CompatibleTags(for: try InstallTarget(python: PEP440Version("3.\(minor)"), machine: machine, library: library))
    }

    static let all = [11, 12, 13].flatMap { minor in
        Machine.allCases.flatMap { machine in
            [28, 36, 40].map { UvTarget(minor: minor, machine: machine, library: .glibc(major: 2, minor: $0)) }
                + [UvTarget(minor: minor, machine: machine, library: .musl(major: 1, minor: 2))]
        }
    }
}

/// uv resolves for each target without downloading a wheel, and says which it selects.
@Suite(
    "The choice of a wheel, against uv", .serialized, .enabled(if: PackagingPeer.uv != nil && PackageIndex.isReachable))
struct WheelChoiceAgreementTests {
    /// The wheels that uv selects, or its complaint.
    private func uv(_ requirements: [String], for target: UvTarget) throws -> Set<String> {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tare-uv-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let output = try PackagingPeer.run(
            "/usr/bin/env",
            // Its log goes to standard error.
            ["sh", "-c", "exec \"$0\" \"$@\" 2>&1", try #require(PackagingPeer.uv)]
                + ["pip", "install", "--dry-run", "--no-deps", "--no-build", "--no-config", "--verbose"]
                + ["--cache-dir", PackageIndex.uvCache, "--target", folder.path]
                + ["--python-platform", target.platform, "--python-version", "3.\(target.minor)"] + requirements,
            environment: ["NO_COLOR": "1", "RUST_LOG": "uv=debug"])
        let names = String(decoding: output, as: UTF8.self).split(separator: "\n").compactMap { line -> String? in
            guard line.contains("Selecting: "), let open = line.lastIndex(of: "("), line.last == ")" else { return nil }
            return String(line[line.index(after: open)...].dropLast())
        }
        return Set(names)
    }

    /// The packages' wheels as the index lists them.
    private static let listed = Result {
        try packages.map { (requirement: "\($0)==\($1)", wheels: try PackageIndex.wheels(of: $0, $1)) }
    }

    @Test(arguments: UvTarget.all)
    private func `the same wheels`(target: UvTarget) throws {
        let tags = try target.tags()
        var chosen: Set<String> = []
        var requirements: [String] = []
        for (requirement, wheels) in try Self.listed.get() {
            #expect(!wheels.isEmpty, "\(requirement)")
            guard case .wheel(let index, _) = WheelChoice.best(among: wheels, for: tags) else { continue }
            chosen.insert(wheels[index].filename.description)
            requirements.append(requirement)
        }
        #expect(requirements.count >= packages.count - 4)
        #expect(try uv(requirements, for: target) == chosen)
    }

    @Test func `the same lack of wheels`() throws {
        let lacking = try UvTarget.all.flatMap { target in
            let tags = try target.tags()
            return try Self.listed.get().filter { item in
                if case .none = WheelChoice.best(among: item.wheels, for: tags) { true } else { false }
            }.map { (target: target, requirement: $0.requirement) }
        }
        // torch and onnxruntime for musl, pyarrow for musl and for 3.13, and the like.
        #expect(lacking.count >= 20)
        for (target, requirement) in stride(from: 0, to: lacking.count, by: max(lacking.count / 8, 1)).map({
            lacking[$0]
        }) {
            let failure = try #require(throws: PackagingPeer.Failure.self) { try uv([requirement], for: target) }
            #expect(
                failure.complaint.contains("no usable wheels") || failure.complaint.contains("no wheels"), "\(failure)")
        }
    }
}
