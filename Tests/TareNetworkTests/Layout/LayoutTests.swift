import Foundation
import Logging
import TareDiagnostics
import TareNetwork
import TareOCI
import Testing

@Suite("Images on disk")
struct LayoutTests {
    static let logger = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })
    static let amd64 = Platform(os: "linux", architecture: "amd64")
    static let locations = ["oci:LAYOUT:1.0", "oci-archive:FILE:1.0", "docker-archive:FILE:example.com/made:1.0"]

    private func opener(_ scratch: LayoutScratch) throws -> ImageOpener {
        let cache = try MeasurementCache(scratch.cache(), logger: Self.logger)
        return ImageOpener(
            directory: scratch.cache(), cache: cache, selection: .none, isOffline: true, host: Self.amd64,
            registry: { throw InvalidReference.empty })
    }

    private func location(_ form: String, _ scratch: LayoutScratch) throws -> ImageLocation {
        try ImageLocation(
            form.replacingOccurrences(of: "LAYOUT", with: scratch.path("layout"))
                .replacingOccurrences(of: "FILE", with: scratch.path("image.tar")))
    }

    private func content(_ image: OpenedImage) async throws -> [[UInt8]] {
        var layers: [[UInt8]] = []
        for number in image.layers.indices {
            var bytes: [UInt8] = []
            try await image.stream(layer: number) { bytes.append(contentsOf: $0) }
            layers.append(bytes)
        }
        return layers
    }

    @Test("that were written are read back, byte for byte", arguments: locations)
    func roundTrip(form: String) async throws {
        let scratch = try LayoutScratch()
        let made = try MadeImage()
        let location = try location(form, scratch)
        try LayoutWriter.write(made.finished, to: location)
        let image = try await opener(scratch).open(location, platform: nil)
        #expect(image.configDigest == Digest(sha256Of: made.finished.config))
        #expect(image.layers.map(\.diffID) == made.layers.map { Digest(sha256Of: $0) })
        #expect(try await content(image) == made.layers)
        #expect(image.manifestDigest == (form.hasPrefix("docker") ? nil : made.manifestDigest))
    }

    @Test("written twice are the same bytes", arguments: ["oci-archive", "docker-archive"])
    func sameBytes(form: String) throws {
        let scratch = try LayoutScratch()
        for name in ["a", "b"] {
            let location = try ImageLocation("\(form):\(scratch.path(name)):made:1")
            try LayoutWriter.write(try MadeImage().finished, to: location)
        }
        let files = ["a", "b"].map { FileManager.default.contents(atPath: scratch.path($0)) }
        #expect(files[0] != nil && files[0] == files[1])
    }

    @Test(
        "are read by skopeo with the same digest", .enabled(if: LayoutPeers.hasSkopeo, "needs skopeo"),
        arguments: locations)
    func skopeo(form: String) throws {
        let scratch = try LayoutScratch()
        let made = try MadeImage()
        let location = try location(form, scratch)
        try LayoutWriter.write(made.finished, to: location)
        let copy = scratch.path("copy")
        let skopeo = LayoutPeers.run(
            "skopeo", ["--insecure-policy", "copy", "-q", location.description, "dir:" + copy])
        #expect(skopeo.code == 0, "\(skopeo.output)")
        for layer in made.layers {
            let blob = FileManager.default.contents(atPath: copy + "/" + Digest(sha256Of: layer).hex)
            #expect(blob.map { [UInt8]($0) } == layer)
        }
    }

    @Test("that skopeo wrote are read", .enabled(if: LayoutPeers.hasSkopeo, "needs skopeo"), arguments: locations)
    func fromSkopeo(form: String) async throws {
        let scratch = try LayoutScratch()
        let made = try MadeImage()
        try LayoutWriter.write(made.finished, to: try ImageLocation("oci:\(scratch.path("ours")):x"))
        let location = try location(form, scratch)
        let skopeo = LayoutPeers.run(
            "skopeo", ["--insecure-policy", "copy", "-q", "oci:\(scratch.path("ours")):x", location.description])
        try #require(skopeo.code == 0, "\(skopeo.output)")
        let image = try await opener(scratch).open(location, platform: nil)
        #expect(image.layers.map(\.diffID) == made.layers.map { Digest(sha256Of: $0) })
        if form.hasPrefix("docker") { #expect(try await content(image) == made.layers) }
    }

    @Test("packed as a whole are unpacked", arguments: [["gzip"], ["zstd", "--rm", "-q"], ["xz"]])
    func packed(tool: [String]) async throws {
        let scratch = try LayoutScratch()
        let made = try MadeImage()
        let file = scratch.path("image.tar")
        try LayoutWriter.write(made.finished, to: try ImageLocation("docker-archive:" + file))
        try #require(LayoutPeers.run(tool[0], Array(tool.dropFirst()) + [file]).code == 0)
        let name = try #require(
            FileManager.default.contentsOfDirectory(atPath: scratch.path).first { $0.hasPrefix("image.tar") })
        for argument in ["docker-archive:", ""] {
            let image = try await opener(scratch).open(
                try ImageLocation(argument + scratch.path(name)), platform: nil)
            #expect(try await content(image) == made.layers)
        }
        // What was unpacked on the way is gone with the image.
        #expect((try? FileManager.default.contentsOfDirectory(atPath: scratch.path("cache/tmp"))) ?? [] == [])
    }

    @Test("a layout keeps the images that it has")
    func severalImages() async throws {
        let scratch = try LayoutScratch()
        let layout = scratch.path("layout")
        let (one, two) = (try MadeImage(), try MadeImage(marker: "other"))
        try LayoutWriter.write(one.finished, to: try ImageLocation("oci:\(layout):one"))
        try LayoutWriter.write(two.finished, to: try ImageLocation("oci:\(layout):two"))
        try LayoutWriter.write(two.finished, to: try ImageLocation("oci:\(layout):two"))
        let opener = try opener(scratch)
        for (name, image) in [(":one", one), ("@\(two.manifestDigest)", two)] {
            let found = try await opener.open(try ImageLocation("oci:\(layout)\(name)"), platform: nil)
            #expect(found.manifestDigest == image.manifestDigest)
        }
        await refusal("\(layout): there are several images: 'one', 'two'") {
            _ = try await opener.open(try ImageLocation("oci:\(layout)"), platform: nil)
        }
        await refusal("\(layout): there is no image 'three', only 'one', 'two'") {
            _ = try await opener.open(try ImageLocation("oci:\(layout):three"), platform: nil)
        }
    }

    @Test("of another platform than asked for are refused")
    func otherPlatform() async throws {
        let scratch = try LayoutScratch()
        let layout = scratch.path("layout")
        try LayoutWriter.write(try MadeImage(architecture: "arm64").finished, to: try ImageLocation("oci:\(layout)"))
        let opener = try opener(scratch)
        #expect(try await opener.open(try ImageLocation("oci:\(layout)"), platform: nil).config.architecture == "arm64")
        await refusal("\(layout): there is no image for linux/amd64, only for linux/arm64") {
            _ = try await opener.open(try ImageLocation("oci:\(layout)"), platform: Self.amd64)
        }
    }

    @Test("that are damaged are refused, whatever was done to them")
    func damaged() async throws {
        let made = try MadeImage()
        let (config, layer) = (Digest(sha256Of: made.finished.config).hex, Digest(sha256Of: made.layers[0]).hex)
        func text(_ text: String, _ name: String) -> (String) throws -> Void {
            { try text.write(toFile: $0 + "/" + name, atomically: false, encoding: .utf8) }
        }
        func removal(_ name: String) -> (String) throws -> Void {
            { try FileManager.default.removeItem(atPath: $0 + "/" + name) }
        }
        let size = made.finished.config.count
        let harms: [(harm: (String) throws -> Void, sentence: String)] = [
            (removal("oci-layout"), "this is no OCI image layout: it has no file 'oci-layout'"),
            (text("{}", "oci-layout"), "its file 'oci-layout' does not say version 1"),
            (removal("index.json"), "'index.json' is named but not there"),
            (text("[", "index.json"), "the manifest is malformed: it is not JSON"),
            (removal("blobs/sha256/" + config), "'sha256:\(config)' is named but not there"),
            (removal("blobs/sha256/" + layer), "'sha256:\(layer)' is named but not there"),
            (text("x", "blobs/sha256/" + config), "the configuration has 1 bytes, not \(size) as stated"),
            (
                { layout in
                    try removal("blobs/sha256/" + config)(layout)
                    try FileManager.default.createDirectory(
                        atPath: layout + "/blobs/sha256/" + config, withIntermediateDirectories: false)
                }, "the file can't be read: it is a folder"
            ),
        ]
        for (harm, sentence) in harms {
            let scratch = try LayoutScratch()
            let layout = scratch.path("layout")
            try LayoutWriter.write(made.finished, to: try ImageLocation("oci:\(layout)"))
            try harm(layout)
            await refusal(sentence) {
                _ = try await opener(scratch).open(try ImageLocation("oci:\(layout)"), platform: nil)
            }
        }
    }

    @Test("that are no archives of images are refused")
    func otherFiles() async throws {
        let scratch = try LayoutScratch()
        let opener = try opener(scratch)
        let cases: [(bytes: [UInt8], sentence: String)] = [
            ([], "this is no docker-archive: it has no file 'manifest.json'"),
            (Array("hello".utf8), "the tar stream is cut off"),
            (try MadeImage.tar([("a", "b")]), "this is no docker-archive: it has no file 'manifest.json'"),
            (try MadeImage.tar([("manifest.json", "{}")]), "its 'manifest.json' is not what docker save writes"),
            (try MadeImage.tar([("manifest.json", "[]")]), "its 'manifest.json' lists no image"),
            (
                try MadeImage.tar([("manifest.json", #"[{"Config":"../../etc/passwd","Layers":[]}]"#)]),
                "'../../etc/passwd' is named but not there"
            ),
            ([0x1F, 0x8B, 8, 0], "the gzip stream is cut off"),
        ]
        for (number, (bytes, sentence)) in cases.enumerated() {
            let path = scratch.path("file\(number)")
            try Data(bytes).write(to: URL(filePath: path))
            await refusal(sentence) { _ = try await opener.open(try ImageLocation(path), platform: nil) }
        }
        await refusal("\(scratch.path("none")): the file can't be read: No such file or directory") {
            _ = try await opener.open(try ImageLocation("oci-archive:" + scratch.path("none")), platform: nil)
        }
    }

    /// Expects a refusal whose words hold a sentence.
    private func refusal(
        _ sentence: String, at location: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
    ) async {
        do {
            try await body()
            Issue.record("nothing was refused; expected: \(sentence)", sourceLocation: location)
        } catch {
            #expect("\(error)".contains(sentence), sourceLocation: location)
        }
    }
}

enum LayoutPeers {
    static var hasSkopeo: Bool { run("skopeo", ["--version"]).code == 0 }

    static func run(_ tool: String, _ arguments: [String]) -> (code: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [tool] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        do { try process.run() } catch { return (127, "\(error)") }
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
