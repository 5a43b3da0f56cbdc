import Foundation
import Testing

/// Packages found in an image equal syft's, name and version; every difference is explained here, and ours is right.
@Suite("Agreement with syft", .enabled(if: Peers.syft != nil, "needs syft: run scripts/setup build test"), .serialized)
struct SyftAgreementTests {
    /// A difference that is meant, and why.
    struct Explained: Hashable {
        var package: String
        var why: String
    }

    private static let onlySyft: [(matches: @Sendable (String) -> Bool, why: String)] = [
        (
            { $0.hasPrefix("dotnet ") },
            "pip ships Windows launchers (distlib/*.exe) that syft reads as NuGet packages: no .NET is installed"
        ),
        (
            { $0.hasPrefix("binary ") },
            "syft names interpreters and busybox as packages of type binary: tare lists interpreters, not as packages"
        ),
    ]

    @Test(.enabled(if: getuid() == 0 && Peers.find("debootstrap") != nil, "needs root and debootstrap"))
    func `a debootstrapped image with a virtual environment`() throws {
        let folder = Places.cache.appending(path: "tare-bench")
        let archive = folder.appending(path: "image.tar").path
        if !FileManager.default.fileExists(atPath: archive) {
            let made = try TareProcess.command(
                "/bin/bash", [Places.root.appending(path: "Benchmarks/make-inputs").path, folder.path])
            try #require(made.code == 0, "the image can't be made: \(made.errors.suffix(2000))")
        }
        let packages = try compare("oci-archive:" + archive)
        #expect(packages.count { $0.hasPrefix("deb ") } > 80)
        #expect(packages.count { $0.hasPrefix("python ") } > 20)
    }

    @Test(.enabled(if: Places.hasSharedImages, "needs ../shared/data/images"))
    func `Alpine 3.10 from a packed docker archive`() throws {
        let scratch = try Scratch()
        // syft takes no gzip-packed archive.
        let plain = scratch.path("alpine.tar")
        let packed = Places.sharedImages.appending(path: "alpine-310.tar.gz").path
        try #require(try TareProcess.command("/bin/sh", ["-c", "gzip -dc '\(packed)' > '\(plain)'"]).code == 0)
        let packages = try compare("docker-archive:" + plain)
        #expect(packages.count { $0.hasPrefix("apk ") } == 14)
        #expect(try ours("docker-archive:" + packed, scratch) == packages)
    }

    @Test(arguments: ["debian-slim", "debian-distroless-python", "debian-distroless-cc"], ["bookworm", "trixie"])
    func `an assembled base`(recipe: String, suite: String) throws {
        let archive = try AssembledBases.archive(recipe, suite)
        let packages = try compare("oci-archive:" + archive)
        #expect(packages.count { $0.hasPrefix("deb ") } > 8)
    }

    /// Compares, and gives what tare found.
    @discardableResult
    private func compare(_ image: String) throws -> Set<String> {
        let scratch = try Scratch()
        let ours = try ours(image, scratch)
        let theirs = try theirs(image)
        let missing = theirs.subtracting(ours).filter { package in !Self.onlySyft.contains { $0.matches(package) } }
        #expect(missing.sorted() == [], "syft finds these in \(image), tare does not")
        #expect(ours.subtracting(theirs).sorted() == [], "tare finds these in \(image), syft does not")
        return ours
    }

    private func ours(_ image: String, _ scratch: Scratch) throws -> Set<String> {
        let outcome = try TareProcess.run(["inspect", image, "--format", "json"], environment: scratch.environment)
        try #require(outcome.code == 0, "\(outcome.errors)")
        let inventory = try #require(try outcome.json()["inventory"] as? [String: Any])
        #expect((inventory["problems"] as? [Any])?.isEmpty == true)
        let packages = try #require(inventory["packages"] as? [[String: Any]])
        return Set(
            packages.filter { (($0["python"] as? [String: Any])?["isVendored"] as? Bool) != true }.map {
                "\($0["type"] as? String ?? "") \(Self.name($0)) \($0["version"] as? String ?? "")"
            })
    }

    private func theirs(_ image: String) throws -> Set<String> {
        let outcome = try TareProcess.command(
            try #require(Peers.syft), ["scan", "-q", image, "-o", "syft-json"],
            environment: ["SYFT_CHECK_FOR_APP_UPDATE": "false"])
        try #require(outcome.code == 0, "\(outcome.errors)")
        let artifacts = try #require(try outcome.json()["artifacts"] as? [[String: Any]])
        return Set(
            artifacts.map { "\($0["type"] as? String ?? "") \(Self.name($0)) \($0["version"] as? String ?? "")" })
    }

    /// Python names are compared as indices compare them (PEP 503): syft lowers some and keeps others.
    private static func name(_ package: [String: Any]) -> String {
        let name = package["name"] as? String ?? ""
        guard package["type"] as? String == "python" else { return name }
        return name.lowercased().replacingOccurrences(of: "_", with: "-").replacingOccurrences(of: ".", with: "-")
    }
}
