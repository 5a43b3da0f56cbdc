import Foundation
import TareOCI
import Testing

@testable import TareInventory

@Suite("Bill of materials")
struct BillOfMaterialsTests {
    private static let release = "ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n"
    private static let debian = ImageInventory([.text("etc/os-release", release)]).operatingSystem

    @Test(arguments: [
        (
            PackageRecord(
                type: .deb, name: "libstdc++6", version: "12.2.0-14+deb12u1", architecture: "amd64",
                sourceName: "gcc-12", sourceVersion: "12.2.0-14+deb12u1", location: "x"),
            "pkg:deb/debian/libstdc%2B%2B6@12.2.0-14%2Bdeb12u1?arch=amd64&distro=debian-12&upstream=gcc-12"
        ),
        (
            PackageRecord(
                type: .deb, name: "libacl1", version: "2:2.3.1-3~a", architecture: "all", sourceName: "acl",
                sourceVersion: "2.3.1-3", location: "x"),
            "pkg:deb/debian/libacl1@2:2.3.1-3~a?arch=all&distro=debian-12&upstream=acl%402.3.1-3"
        ),
        (
            PackageRecord(type: .python, name: "Typing_Extensions", version: "4.15.0", location: "x"),
            "pkg:pypi/typing-extensions@4.15.0"
        ),
        (
            PackageRecord(type: .python, name: "torch", version: "2.9.0+cpu", location: "x"),
            "pkg:pypi/torch@2.9.0%2Bcpu"
        ),
        (
            PackageRecord(type: .deb, name: "a b/ä", version: nil, location: "x"),
            "pkg:deb/debian/a%20b%2F%C3%A4?distro=debian-12"
        ),
    ])
    func `package URLs name packages as the specification does`(package: PackageRecord, url: String) {
        #expect("\(PackageURL(package, on: Self.debian))" == url)
    }

    @Test(arguments: [
        ("MIT", #"{"license":{"id":"MIT"}}"#),
        ("MIT AND (Apache-2.0 OR BSD-2-Clause)", #"{"expression":"MIT AND (Apache-2.0 OR BSD-2-Clause)"}"#),
        ("BSD", #"{"license":{"name":"BSD"}}"#),
        ("MIT License", #"{"license":{"name":"MIT License"}}"#),
        ("MIT OR something of ours", #"{"license":{"name":"MIT OR something of ours"}}"#),
    ])
    func `a licence is an identifier only where SPDX has it`(stated: String, written: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(String(decoding: try encoder.encode(LicenseNames.choice(stated)), as: UTF8.self) == written)
    }

    @Test func `what the lock knows is said of what is installed, and nothing of what is not`() throws {
        func metadata(_ name: String, _ version: String) -> TestFile {
            .text(
                "app/lib/python3.13/site-packages/\(name)-\(version).dist-info/METADATA",
                "Metadata-Version: 2.1\nName: \(name)\nVersion: \(version)\nLicense: MIT\n")
        }
        let inventory = ImageInventory([
            .text("etc/os-release", Self.release), metadata("Six_More", "1.0"), metadata("h11", "2.0"),
        ])
        let subject = BillOfMaterials.Subject(
            name: "service", version: "3", digest: Digest(sha256Of: [1]),
            platform: Platform(os: "linux", architecture: "amd64"),
            created: "1970-01-01T00:00:00Z")
        var bill = BillOfMaterials(
            subject, inventory, application: .init(name: "service", version: "3", dependencies: ["six-more", "gone"]),
            tool: ("tare", "1"))
        let digest = String(repeating: "a", count: 64)
        bill.origins = [
            "six-more": ("1.0", .init(url: "https://example.org/six.whl", sha256: digest)),
            "h11": ("1.9", .init(url: "https://example.org/h11.whl", sha256: digest)),
        ]
        bill.dependencies = ["six-more": ["h11", "gone"], "gone": ["h11"]]
        let bytes = try bill.cycloneDX.canonicalJSON()
        #expect(try bill.cycloneDX.canonicalJSON() == bytes)
        let document = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        let components = try #require(document["components"] as? [[String: Any]])
        let six = try #require(components.first { $0["name"] as? String == "Six_More" })
        #expect(((six["hashes"] as? [[String: String]])?.first)?["content"] == digest)
        #expect(
            (six["externalReferences"] as? [[String: Any]])?.first?["url"] as? String == "https://example.org/six.whl")
        // Another version is installed than the lock's: its file is not this one's.
        let other = try #require(components.first { $0["name"] as? String == "h11" })
        #expect(other["hashes"] == nil && other["externalReferences"] == nil)
        let edges = try #require(document["dependencies"] as? [[String: Any]])
        func targets(_ reference: String) -> [String]? {
            edges.first { $0["ref"] as? String == reference }?["dependsOn"] as? [String]
        }
        #expect(targets("pkg:pypi/six-more@1.0") == ["pkg:pypi/h11@2.0"])
        #expect(targets("application:service") == ["pkg:pypi/six-more@1.0"])
        #expect(edges.count == 3)
        #expect((document["serialNumber"] as? String)?.hasPrefix("urn:uuid:") == true)
        #expect(components.map { $0["type"] as? String }.contains("operating-system"))
    }
}
