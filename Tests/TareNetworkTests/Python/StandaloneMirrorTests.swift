import AsyncHTTPClient
import Foundation
import Logging
import TareDiagnostics
import TareOCI
import TarePython
import Testing

@testable import TareNetwork

/// Mirrors of CPython's archives: how the newest release is known, what is kept, and what is refused.
@Suite(.serialized)
struct StandaloneMirrorTests {
    private static let target = StandaloneTarget(machine: .x86_64, library: .gnu)
    private static let name = "cpython-3.13.9+20251014-x86_64-unknown-linux-gnu-install_only_stripped.tar.gz"

    @Test(arguments: ["plain", "moved", "busy"])
    func `a mirror's newest release is asked for, and an archive of it fetched once`(mode: String) async throws {
        try await withMirror { mirror in
            let reach = try mirror.reach(mode)
            let listing = try await reach.listing(keptIn: mirror.cache, now: 1000)
            #expect(listing.archives.versions(for: Self.target).map(\.description) == ["3.13.9"])
            let archive = try #require(listing.archives.archive(minor: 13, for: Self.target))
            let fetched = try await reach.fetch(archive, into: mirror.blobs)
            #expect(try Data(contentsOf: URL(filePath: fetched.file.path)) == mirror.content)
            #expect(try fetched.digest() == archive.sha256)
            let asked = try await mirror.asked().filter { $0.hasPrefix("/plain/") || mode != "moved" }
            #expect(
                Set(asked.map { $0.split(separator: "/").dropFirst().joined(separator: "/") }) == [
                    "latest-release.json", "20251014/SHA256SUMS", "20251014/" + Self.name.replacing("+", with: "%2B"),
                ])
            // Afterwards nothing is asked for, for a day.
            let later = try await reach.listing(keptIn: mirror.cache, now: 1000 + 86_399)
            #expect(later.asked == 1000 && later.archives == listing.archives)
            _ = try await reach.fetch(archive, into: mirror.blobs)
            #expect(try await mirror.asked() == [])
            let next = try await reach.listing(keptIn: mirror.cache, now: 1000 + 86_400)
            #expect(next.asked == 1000 + 86_400)
            #expect(try await mirror.asked().isEmpty == false)
        }
    }

    @Test func `an address that ends in a release is that release`() async throws {
        try await withMirror { mirror in
            let reach = try mirror.reach("pointerless/20251001")
            let archives = try await reach.archives()
            #expect(archives.versions(for: Self.target).map(\.description) == ["3.13.8", "3.9.24"])
            #expect(try await mirror.asked() == ["/pointerless/20251001/SHA256SUMS"])
        }
    }

    @Test(
        arguments: [
            ("pointerless", "does not say which release", "latest-release.json"),
            ("listless", "no SHA256SUMS", "20251014/SHA256SUMS"), ("html", "is not python-build-standalone's", "html/"),
            ("html/20251014", "line 1 is no SHA-256", "SHA256SUMS"), ("nowhere", "does not say", "nowhere"),
            ("silent", "cannot be reached", "silent/latest-release.json"),
        ])
    func `a mirror that does not list is refused, with its address`(
        mode: String, what: String, place: String
    ) async throws {
        try await withMirror { mirror in
            let reach = try mirror.reach(mode)
            let error = await #expect(throws: StandaloneMirrorError.self) {
                try await reach.listing(keptIn: mirror.cache, now: 1000)
            }
            #expect(error?.what.contains(what) == true, "\(String(describing: error))")
            #expect(error?.location?.contains(place) == true && error?.hint != nil)
            #expect(error?.severity == .incomplete)
        }
    }

    @Test(
        arguments: [
            ("changed", "SHA-256"), ("cut", "cannot be reached"), ("endless", "more than the"), ("html", "SHA-256"),
            ("silent", "cannot be reached"), ("nowhere", "does not have this file"),
        ])
    func `an archive that is not what was listed is refused, and not kept`(mode: String, what: String) async throws {
        try await withMirror { mirror in
            let listing = try await mirror.reach("plain").listing(keptIn: mirror.cache, now: 1000)
            let archive = try #require(listing.archives.archive(minor: 13, for: Self.target))
            let error = await #expect(throws: StandaloneMirrorError.self) {
                try await mirror.reach(mode).fetch(archive, into: mirror.blobs)
            }
            #expect(error?.what.contains(what) == true, "\(String(describing: error))")
            let blobs = mirror.folder + "/cache/blobs/sha256"
            #expect((try? FileManager.default.contentsOfDirectory(atPath: blobs))?.isEmpty ?? true)
        }
    }

    @Test func `offline what is kept counts, whatever its age, and nothing else`() async throws {
        try await withMirror { mirror in
            let offline = try mirror.reach("plain") { $0.isOffline = true }
            let refused = await #expect(throws: StandaloneMirrorError.self) {
                try await offline.listing(keptIn: mirror.cache, now: 1000)
            }
            #expect(refused?.what.contains("nothing may be fetched") == true)
            let listing = try await mirror.reach("plain").listing(keptIn: mirror.cache, now: 1000)
            _ = try await mirror.asked()
            let old = try await offline.listing(keptIn: mirror.cache, now: 1000 + 400 * 86_400)
            #expect(old == StandaloneListing(archives: listing.archives.chosen(), asked: 1000))
            let archive = try #require(old.archives.archive(minor: 13, for: Self.target))
            await #expect(throws: StandaloneMirrorError.self) { try await offline.fetch(archive, into: mirror.blobs) }
            #expect(try await mirror.asked() == [])
        }
    }

    @Test func `a mirror that no longer answers is known from before`() async throws {
        try await withMirror { mirror in
            _ = try await mirror.reach("plain").listing(keptIn: mirror.cache, now: 1000)
            try mirror.stop()
            let later = try await mirror.reach("plain").listing(keptIn: mirror.cache, now: 1000 + 10 * 86_400)
            #expect(later.asked == 1000)
        }
    }

    @Test func `a folder's releases are all looked at, and read again when they change`() async throws {
        try await withMirror { mirror in
            for address in [mirror.root, "file://" + mirror.root + "/"] {
                let reach = try mirror.reach(address: address)
                let listing = try await reach.listing(keptIn: mirror.cache, now: 1000)
                // 3.9 is of the release before: the newest has none.
                #expect(listing.archives.versions(for: Self.target).map(\.description) == ["3.13.9", "3.9.24"])
                let archive = try #require(listing.archives.archive(minor: 13, for: Self.target))
                let fetched = try await reach.fetch(archive, into: mirror.blobs)
                #expect(fetched.file.path == mirror.root + "/20251014/" + Self.name)
                let older = try #require(listing.archives.archive(minor: 9, for: Self.target))
                let error = await #expect(throws: StandaloneMirrorError.self) {
                    try await reach.fetch(older, into: mirror.blobs)
                }
                #expect(error == .missingArchive(path: mirror.root + "/20251001/" + older.name))
            }
            let reach = try mirror.reach(address: mirror.root) { $0.isOffline = true }
            let name = Self.name.replacing("3.13.9+20251014", with: "3.13.10+20251202")
            try mirror.write("20251202/SHA256SUMS", "\(String(repeating: "ab", count: 32))  \(name)\n")
            let changed = try await reach.listing(keptIn: mirror.cache, now: 1001)
            #expect(changed.archives.versions(for: Self.target).first?.description == "3.13.10")
            #expect(try await mirror.asked() == [])
        }
    }

    @Test func `a folder that is one release, or none, is told apart`() async throws {
        try await withMirror { mirror in
            let one = try mirror.reach(address: mirror.root + "/20251001")
            #expect(try await one.archives().versions(for: Self.target).map(\.description) == ["3.13.8", "3.9.24"])
            for path in [mirror.root + "/nothing", "/proc/self/mem"] {
                let none = try mirror.reach(address: path)
                await #expect(throws: StandaloneMirrorError.noReleases(folder: path)) {
                    try await none.listing(keptIn: mirror.cache, now: 1000)
                }
            }
            try mirror.write("20251202/SHA256SUMS", "<html>\n")
            let error = await #expect(throws: StandaloneMirrorError.self) {
                try await mirror.reach(address: mirror.root).archives()
            }
            #expect(error == .list(place: mirror.root + "/20251202/SHA256SUMS", .malformed(line: 1)))
        }
    }

    @Test(
        arguments: [
            "", "mirror", "ftp://host/x", "https://", "https://host/x?token=1", "https://user:secret@host/x",
            "file://host/x", "https://host/x#y",
        ])
    func `what is no address is refused as usage`(address: String) throws {
        var configuration = StandaloneMirrorConfiguration()
        configuration.address = address
        let error = #expect(throws: StandaloneMirrorError.self) {
            try StandaloneMirror(configuration: configuration, logger: Logger(label: "test")) {
                HTTPClient.shared
            }
        }
        #expect(error?.severity == .usage && error?.hint?.contains("TARE_PYTHON_MIRROR") == true)
    }

    @Test func `the project's own releases are where its documentation says`() throws {
        let mirror = try StandaloneMirror(
            configuration: StandaloneMirrorConfiguration(), logger: Logger(label: "test")
        ) { HTTPClient.shared }
        let download = "https://github.com/astral-sh/python-build-standalone/releases/download"
        let branch = "https://raw.githubusercontent.com/astral-sh/python-build-standalone/latest-release"
        #expect(
            mirror.place == .web(base: download, pointer: branch + "/latest-release.json", pinned: nil))
        let tag = try #require(StandaloneTag("20251014"))
        #expect(
            try StandaloneMirror.url(download, tag, Self.name).absoluteString
                == "\(download)/20251014/\(Self.name.replacing("+", with: "%2B"))")
    }

    private func withMirror(_ body: (TestMirror) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let http = HTTPClient(
                eventLoopGroupProvider: .singleton, configuration: .forTransfers(idleTimeout: 1, connectTimeout: 1))
            do {
                let mirror = try TestMirror(folder, archive: Self.name, http: http)
                try await body(mirror)
                try mirror.stop()
            } catch {
                try await http.shutdown()
                throw error
            }
            try await http.shutdown()
        }
    }
}

/// A mirror of two releases in a folder and on loopback, with a cache beside it.
private final class TestMirror {
    let folder: String
    let root: String
    let content = Data((0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ $0 >> 8) })
    let cache: MeasurementCache
    let blobs: BlobStore
    private let http: HTTPClient
    private let port: Int
    private let process = Process()
    private let input = Pipe()

    init(_ folder: String, archive name: String, http: HTTPClient) throws {
        self.folder = folder
        self.http = http
        root = folder + "/mirror"
        let directory = CacheDirectory(path: folder + "/cache")
        cache = try MeasurementCache(directory, logger: Logger(label: "test"))
        blobs = BlobStore(directory)
        try FileManager.default.createDirectory(atPath: root + "/20251014", withIntermediateDirectories: true)
        try content.write(to: URL(filePath: root + "/20251014/" + name))
        let sum = Digest(sha256Of: content).hex
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", URL(filePath: #filePath).deletingLastPathComponent().appending(path: "mirror.py").path, root,
        ]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)))
        try write("20251014/SHA256SUMS", "\(sum)  \(name)\n")
        let other = String(repeating: "cd", count: 32)
        try write(
            "20251001/SHA256SUMS",
            [
                name.replacing("3.13.9+20251014", with: "3.13.8+20251001"),
                name.replacing("3.13.9+20251014", with: "3.9.24+20251001"),
            ].map { "\(other)  \($0)\n" }.joined())
        try write("latest-release.json", #"{"version": 1, "tag": "20251014", "asset_url_prefix": "https://evil/"}"#)
    }

    func write(_ path: String, _ text: String) throws {
        let url = URL(filePath: root + "/" + path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: url, atomically: true, encoding: .utf8)
    }

    func reach(
        _ mode: String, _ change: (inout StandaloneMirrorConfiguration) -> Void = { _ in }
    ) throws -> StandaloneMirror {
        try reach(address: "http://127.0.0.1:\(port)/\(mode)", change)
    }

    func reach(
        address: String, _ change: (inout StandaloneMirrorConfiguration) -> Void = { _ in }
    ) throws -> StandaloneMirror {
        var configuration = StandaloneMirrorConfiguration()
        configuration.address = address
        configuration.retry.maximumAttempts = 2
        configuration.retry.baseDelay = .milliseconds(10)
        change(&configuration)
        return try StandaloneMirror(configuration: configuration, logger: Logger(label: "test")) { [http] in http }
    }

    /// The paths asked for since the last question, by curl: the tests' own client is what is tested.
    func asked() async throws -> [String] {
        let curl = Process()
        curl.executableURL = URL(filePath: "/usr/bin/env")
        curl.arguments = ["curl", "-sf", "http://127.0.0.1:\(port)/asked"]
        let output = Pipe()
        curl.standardOutput = output
        try curl.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        curl.waitUntilExit()
        try #require(curl.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    func stop() throws {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    deinit { try? stop() }
}
