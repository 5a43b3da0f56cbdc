import Foundation
import Testing

/// What `tare build --sbom --provenance` attaches, read by tools that we did not write.
@Suite(
    "tare build: bill of materials and provenance", .serialized,
    .enabled(if: ExampleService.isPossible, "needs a Debian mirror and the Python index"))
struct AttachmentTests {
    private static let base = "debian-distroless-python-trixie"
    private static let sbom = "application/vnd.cyclonedx+json"
    private static let provenance = "application/vnd.in-toto+json"

    private func build(_ arguments: [String], of project: String = ExampleService.path) throws -> [String: Any] {
        let outcome = try TareProcess.run(
            ["build", project, "--base", Self.base, "--format", "json", "--sbom", "--provenance"] + arguments,
            environment: AssembledBases.environment)
        try #require(outcome.code == 0, "\(outcome.errors)")
        return try #require((try outcome.json()["images"] as? [[String: Any]])?.first)
    }

    private func document(_ path: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path))) as? [String: Any])
    }

    private func blob(_ digest: Any?, in layout: String) throws -> String {
        layout + "/blobs/" + (try #require(digest as? String)).replacingOccurrences(of: ":", with: "/")
    }

    /// The documents by their types, through index and manifests, each held against its digest by `sha256sum`.
    private func attached(in layout: String, to image: [String: Any]) throws -> [String: String] {
        let entries = try #require(try document(layout + "/index.json")["manifests"] as? [[String: Any]])
        var documents: [String: String] = [:]
        for entry in entries where entry["artifactType"] != nil {
            let manifest = try document(try blob(entry["digest"], in: layout))
            let subject = try #require(manifest["subject"] as? [String: Any])
            #expect(subject["digest"] as? String == image["digest"] as? String)
            #expect(
                (manifest["config"] as? [String: Any])?["mediaType"] as? String == "application/vnd.oci.empty.v1+json")
            let layer = try #require((manifest["layers"] as? [[String: Any]])?.first)
            let type = try #require(entry["artifactType"] as? String)
            #expect(layer["mediaType"] as? String == type && manifest["artifactType"] as? String == type)
            documents[type] = try blob(layer["digest"], in: layout)
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: layout + "/blobs/sha256") {
            let sum = try TareProcess.command("/usr/bin/sha256sum", [layout + "/blobs/sha256/" + name])
            #expect(sum.text.hasPrefix(name))
        }
        return documents
    }

    @Test func `the formats' own libraries read both, and two builds give the same`() throws {
        let scratch = try Scratch()
        let layout = scratch.path("layout")
        let image = try build(["-o", "oci:\(layout):agent"])
        let documents = try attached(in: layout, to: image)
        #expect(documents.count == 2)
        let copy = scratch.path("copy")
        try FileManager.default.copyItem(atPath: ExampleService.path, toPath: scratch.path("agent"))
        let archived = try build(["-o", "oci-archive:" + scratch.path("image.tar"), "-o", "oci:" + copy])
        #expect(archived as NSDictionary == image as NSDictionary)
        let unpacked = scratch.path("unpacked")
        try FileManager.default.createDirectory(atPath: unpacked, withIntermediateDirectories: true)
        #expect(try TareProcess.command("/bin/tar", ["-xf", scratch.path("image.tar"), "-C", unpacked]).code == 0)
        #expect(try attached(in: unpacked, to: image).keys.sorted() == [Self.sbom, Self.provenance])
        // Without a name, there is still one image.
        for place in ["oci:" + copy, "oci-archive:" + scratch.path("image.tar")] {
            let outcome = try TareProcess.run(["inspect", place], environment: AssembledBases.environment)
            #expect(outcome.code == 0, "\(outcome.errors)")
        }

        let (bill, statement) = (try #require(documents[Self.sbom]), try #require(documents[Self.provenance]))
        let wheels = try #require(try document(bill)["components"] as? [[String: Any]]).filter { $0["hashes"] != nil }
        let locked = try #require(
            (try document(statement)["predicate"] as? [String: Any])?["buildDefinition"] as? [String: Any])
        let resources = try #require(locked["resolvedDependencies"] as? [[String: Any]])
        #expect(wheels.count > 40 && resources.count > wheels.count)
        let lock = try String(contentsOfFile: ExampleService.path + "/uv.lock", encoding: .utf8)
        for wheel in wheels {
            let digest = try #require((wheel["hashes"] as? [[String: String]])?.first?["content"])
            #expect(lock.contains("hash = \"sha256:\(digest)\""), "\(wheel["name"] ?? "")")
            #expect(resources.contains { ($0["digest"] as? [String: String])?["sha256"] == digest })
        }
        guard let python = Peers.documents else {
            return print("skipped: the libraries of CycloneDX and in-toto are missing")
        }
        let script = Places.root.appending(path: "Tests/TareCommandTests/Support/documents.py").path
        let read = try TareProcess.command(python, [script, bill, statement])
        #expect(read.text == "ok\n", "\(read.errors)")
    }

    @Test(.enabled(if: Peers.syft != nil, "needs syft: run scripts/setup build test"))
    func `the bill lists the packages that syft finds`() throws {
        let scratch = try Scratch()
        let layout = scratch.path("layout")
        let archive = "docker-archive:" + scratch.path("image.tar") + ":agent:1"
        let image = try build(["-o", "oci:\(layout):agent", "-o", archive])
        let bill = try document(try #require(try attached(in: layout, to: image)[Self.sbom]))
        let outcome = try TareProcess.command(
            try #require(Peers.syft),
            ["scan", "-q", "docker-archive:" + scratch.path("image.tar"), "-o", "cyclonedx-json"],
            environment: ["SYFT_CHECK_FOR_APP_UPDATE": "false"])
        try #require(outcome.code == 0, "\(outcome.errors)")
        /// Of Debian and Python; syft spells their names as it finds them.
        func packages(_ document: [String: Any]) throws -> Set<String> {
            let components = try #require(document["components"] as? [[String: Any]])
            return Set(
                components.compactMap { component -> String? in
                    guard component["type"] as? String == "library",
                        let url = component["purl"] as? String, url.hasPrefix("pkg:deb/") || url.hasPrefix("pkg:pypi/"),
                        let name = component["name"] as? String, let version = component["version"] as? String
                    else { return nil }
                    let isPython = url.hasPrefix("pkg:pypi/")
                    let shown = isPython ? name.lowercased().replacing("_", with: "-").replacing(".", with: "-") : name
                    return "\(shown) \(version)"
                })
        }
        let (ours, theirs) = (try packages(bill), try packages(try outcome.json()))
        #expect(ours.symmetricDifference(theirs).sorted() == [])
        #expect(ours.count > 80)
        // The same, spelled as they are: syft's package URLs without its own additions.
        func addresses(_ document: [String: Any]) throws -> Set<String> {
            let components = try #require(document["components"] as? [[String: Any]])
            return Set(
                components.compactMap { ($0["purl"] as? String)?.split(separator: "?").first.map(String.init) }
                    .filter { $0.hasPrefix("pkg:deb/") }
                    .map { $0.replacing("%3A", with: ":") })
        }
        #expect(try addresses(bill) == addresses(try outcome.json()))
    }

    @Test func `what was said of an image goes when another takes its name`() throws {
        let scratch = try Scratch()
        let layout = scratch.path("layout")
        let project = scratch.path("project")
        try FileManager.default.copyItem(atPath: ExampleService.path, toPath: project)
        func entries() throws -> [String] {
            try #require(try document(layout + "/index.json")["manifests"] as? [[String: Any]])
                .compactMap { $0["digest"] as? String }
        }
        let first = try build(["-o", "oci:\(layout):one"], of: project)
        _ = try build(["-o", "oci:\(layout):two"], of: project)
        let both = try entries()
        #expect(both.count == 4 && Set(both).count == 3, "one image under two names, and two documents about it")
        try "# changed\n".write(toFile: project + "/extra.py", atomically: true, encoding: .utf8)
        let second = try build(["-o", "oci:\(layout):one"], of: project)
        #expect(first["digest"] as? String != second["digest"] as? String)
        #expect(try entries().count == 6, "the old image has a name left")
        _ = try build(["-o", "oci:\(layout):two"], of: project)
        let left = try entries()
        let gone = try #require(first["digest"] as? String)
        #expect(left.count == 4 && !left.contains(gone))
        _ = try attached(in: layout, to: second)
    }

    @Test func `each image of an index has its own`() throws {
        let scratch = try Scratch()
        let project = try SmallProject(scratch)
        let layout = scratch.path("layout")
        let outcome = try TareProcess.run(
            project.arguments() + [
                "--sbom", "--provenance", "--platform", "linux/amd64", "--platform", "linux/arm64", "-o",
                "oci:\(layout):made",
            ], environment: AssembledBases.environment)
        try #require(outcome.code == 0, "\(outcome.errors)")
        let images = try #require(try outcome.json()["images"] as? [[String: Any]])
        let entries = try #require(try document(layout + "/index.json")["manifests"] as? [[String: Any]])
        #expect(entries.count == 5 && entries.filter { $0["artifactType"] == nil }.count == 1)
        var subjects: [String] = []
        for entry in entries where entry["artifactType"] != nil {
            let manifest = try document(try blob(entry["digest"], in: layout))
            subjects.append(try #require((manifest["subject"] as? [String: Any])?["digest"] as? String))
        }
        let digests = images.compactMap { $0["digest"] as? String }
        #expect(digests.count == 2 && subjects.sorted() == (digests + digests).sorted())
    }

    @Test(.enabled(if: Peers.find("git") != nil, "needs git"))
    func `the commit of a work tree is stated, as git tells it`() throws {
        let scratch = try Scratch()
        let project = try SmallProject(scratch)
        let tree = scratch.path("tree")
        func git(_ arguments: [String]) throws -> String {
            let outcome = try TareProcess.command(
                try #require(Peers.find("git")),
                ["-C", project.path, "-c", "user.name=a", "-c", "user.email=a@example.org"] + arguments)
            try #require(outcome.code == 0, "\(outcome.errors)")
            return outcome.text.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        for arguments in [
            ["init", "-q"], ["add", "."], ["commit", "-q", "-m", "one"],
            ["remote", "add", "origin", "git@example.org:team/made.git"], ["worktree", "add", "-q", tree],
        ] { _ = try git(arguments) }
        let image = try build(
            ["--wheel", project.wheel("good"), "--no-bytecode", "-o", "oci:" + scratch.path("layout")], of: tree)
        let documents = try attached(in: scratch.path("layout"), to: image)
        let statement = try document(try #require(documents[Self.provenance]))
        let definition = (statement["predicate"] as? [String: Any])?["buildDefinition"] as? [String: Any]
        let resources = try #require(definition?["resolvedDependencies"] as? [[String: Any]])
        let source = try #require(resources.first { $0["name"] as? String == "source" })
        #expect(source["digest"] as? [String: String] == ["gitCommit": try git(["rev-parse", "HEAD"])])
        #expect(source["uri"] as? String == "git+https://example.org/team/made")
    }

    @Test(
        .enabled(
            if: Peers.skopeo != nil && Peers.find("docker-registry") != nil, "needs skopeo and docker-registry"))
    func `a registry without referrers gets them under the fallback tag, once`() throws {
        let scratch = try Scratch()
        let registry = try LoopbackRegistry(scratch)
        let name = "127.0.0.1:\(registry.port)/team/agent"
        let image = try build(["--push", name + ":1"])
        let digest = try #require(image["digest"] as? String)
        func listed() throws -> [[String: Any]] {
            let outcome = try TareProcess.command(
                try #require(Peers.skopeo),
                [
                    "inspect", "--raw", "--tls-verify=false",
                    "docker://\(name):" + digest.replacingOccurrences(of: ":", with: "-"),
                ])
            try #require(outcome.code == 0, "\(outcome.errors)")
            return try #require(try outcome.json()["manifests"] as? [[String: Any]])
        }
        let types = try listed().compactMap { $0["artifactType"] as? String }
        #expect(types == [Self.sbom, Self.provenance])
        let digests = (image["attachments"] as? [[String: Any]])?.compactMap { $0["digest"] as? String }
        #expect(try listed().compactMap { $0["digest"] as? String } == digests)
        _ = try build(["--push", name + ":2"])
        #expect(try listed().count == 2)
        // The same image without them says the same of itself: what stands there stays.
        let statement = try TareProcess.run(
            ["build", ExampleService.path, "--base", Self.base, "--push", name + ":3", "--sbom"],
            environment: AssembledBases.environment)
        #expect(statement.code == 0, "\(statement.errors)")
        #expect(try listed().count == 2)
    }
}
