import Foundation
import TareOCI
import Testing

@testable import TareInventory

/// Real images, beside what is published of them.
struct RealImageTests {
    private static let alpine = "images/alpine-310.tar.gz"

    @Test(.enabled(if: Places.hasShared(alpine), "needs the image"))
    func `Alpine 3.10 has the packages of its release`() throws {
        let layers = try MeasuredLayer.dockerArchive(Places.sharedData.appendingPathComponent(Self.alpine))
        let inventory = ImageInventory(of: ImageTree(layers: layers))
        // The names are those of trivy's `alpine-310.gsbom.golden`; the image is a later point release than its own.
        #expect(
            inventory.packages.map(\.name) == [
                "alpine-baselayout", "alpine-keys", "apk-tools", "busybox", "ca-certificates-cacert", "libc-utils",
                "libcrypto1.1", "libssl1.1", "libtls-standalone", "musl", "musl-utils", "scanelf", "ssl_client", "zlib",
            ])
        #expect(inventory.packages.allSatisfy { $0.type == .apk && $0.architecture == "x86_64" && $0.layer == 0 })
        let musl = try #require(inventory.packages.first { $0.name == "musl-utils" })
        #expect(musl.sourceName == "musl")
        #expect(musl.version?.hasPrefix("1.1.22-r") == true)
        #expect(inventory.operatingSystem?.id == "alpine")
        #expect(inventory.operatingSystem?.versionID == inventory.operatingSystem?.release)
        #expect(inventory.operatingSystem?.versionID?.hasPrefix("3.10.") == true)
        #expect(inventory.libc.family == .musl)
        #expect(inventory.libc.version == "1.1.22")
        #expect(inventory.libc.owner == PackageReference(type: .apk, name: "musl"))
        #expect(inventory.libc.path == "/lib/ld-musl-x86_64.so.1")
        #expect(inventory.programs.binSh == "/bin/busybox")
        #expect(inventory.programs.packageManagers.map(\.path) == ["/sbin/apk"])
        #expect(inventory.sharedData.certificateBundle == "/etc/ssl/cert.pem")
        #expect(inventory.interpreters == [])
        #expect(try inventory.accounts.resolve("nobody").userID == 65534)
        #expect(try inventory.accounts.resolve(nil).home == "/root")
        #expect(inventory.problems == [])
    }

    /// Images whose packages nobody published: all that may be said is that they are read and nothing is invented.
    private static let others = [
        "overwritten_file.tar", "source_image.tar", "whiteout_image.tar", "test-oci-gzip-image.tar",
        "test-oci-zstd-image.tar", "test-oci-uncompressed-image.tar",
    ]

    @Test(
        .enabled(if: Places.hasShared("images/whiteout_image.tar"), "needs the images"), arguments: others)
    func `an image of a few files has no packages and no problems`(_ name: String) throws {
        let file = Places.sharedData.appendingPathComponent("images/" + name)
        let layers = try name.hasPrefix("test-oci") ? MeasuredLayer.ociArchive(file) : MeasuredLayer.dockerArchive(file)
        let inventory = ImageInventory(of: ImageTree(layers: layers))
        #expect(inventory.packages == [])
        #expect(inventory.interpreters == [])
        #expect(inventory.libc.family == .none)
        #expect(inventory.operatingSystem == nil)
        #expect(inventory.problems == [])
    }
}
