import Foundation
import TareArchive
import TareOCI
import Testing

@testable import TareSandbox
@testable import TareTestImages

/// What lies on disk is what the merged tree shows, and nothing else was touched.
struct UnpackedImageTests {
    @Test(arguments: 0..<60)
    func `hostile layers are unpacked as the tree shows them, and reach nothing outside`(seed: Int) async throws {
        let scratch = try ScratchFolder()
        let outside = scratch.path("outside")
        try FileManager.default.createDirectory(atPath: outside, withIntermediateDirectories: true)
        try Data("canary".utf8).write(to: URL(fileURLWithPath: outside + "/canary"))
        let image = try ProductRun.Image(try RandomLayers.make(seed: UInt64(seed), outside: outside), .init())
        let user = RunUser(userID: 65_532, groupID: 65_532)
        do {
            let unpacked = try await image.unpacked(as: user, in: scratch.url.path)
            try compare(unpacked)
            #expect(try FileManager.default.contentsOfDirectory(atPath: outside) == ["canary"])
            #expect(try String(contentsOfFile: outside + "/canary", encoding: .utf8) == "canary")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == ["outside"])
    }

    /// Walks the tree and the disk beside each other.
    private func compare(_ unpacked: UnpackedImage) throws {
        let tree = unpacked.tree
        var pending: [(ImageTree.Node, [UInt8])] = [(ImageTree.root, Array(unpacked.folder.root.utf8))]
        while let (node, path) = pending.popLast() {
            var status = stat()
            #expect(withName(path) { lstat($0, &status) } == 0)
            let kind = status.st_mode & S_IFMT
            let shown = Comment(rawValue: tree.path(of: node))
            switch tree.kind(of: node) {
            case .directory:
                #expect(kind == S_IFDIR, shown)
                // Where the sandbox mounts something.
                let added = Set(["dev", "etc", "hosts", "proc", "run", "tmp", "var"].map { Array($0.utf8) })
                let children = tree.children(of: node).filter {
                    ![.characterDevice, .blockDevice, .hardLink].contains(tree.kind(of: $0))
                }
                let wanted = Set(children.map { Array(tree.nameBytes(of: $0)) })
                let found = Set(names(path))
                #expect(found.isSuperset(of: wanted) && found.subtracting(wanted).isSubset(of: added), shown)
                pending += children.map { ($0, path + [UInt8(ascii: "/")] + tree.nameBytes(of: $0)) }
            case .regular:
                #expect(kind == S_IFREG, shown)
                #expect(UInt64(status.st_size) == tree.size(of: node), shown)
                let file = try #require(Self.read(path))
                var checksum = CRC32()
                file.withUnsafeBytes { checksum.update($0) }
                #expect(checksum.value == tree.crc32(of: node), shown)
                #expect(Int64(status.st_mtim.tv_sec) == tree.modified(of: node), shown)
            case .symbolicLink:
                #expect(kind == S_IFLNK, shown)
                var buffer = [CChar](repeating: 0, count: 4096)
                let count = withName(path) { readlink($0, &buffer, buffer.count) }
                #expect(
                    buffer[..<max(0, count)].map { UInt8(bitPattern: $0) } == Array(tree.linkBytes(of: node)), shown)
            case .fifo: #expect(kind == S_IFIFO, shown)
            default: Issue.record("\(tree.path(of: node)) was unpacked")
            }
            guard kind != S_IFLNK else { continue }
            #expect(status.st_mode & 0o6000 == 0, shown)
            if geteuid() == 0 {
                let mask: mode_t = kind == S_IFIFO ? 0o777 : 0o1777
                #expect(
                    status.st_mode & mask
                        == mode_t(tree.layer(of: node) == nil ? 0o755 : tree.mode(of: node) & UInt16(mask)), shown)
                #expect(status.st_uid >= 0x7000_0000, shown)
            }
        }
    }

    private static func read(_ path: [UInt8]) -> Data? {
        let file = withName(path) { open($0, O_RDONLY) }
        guard file >= 0 else { return nil }
        return try? FileHandle(fileDescriptor: file, closeOnDealloc: true).readToEnd() ?? Data()
    }

    private func names(_ path: [UInt8]) -> [[UInt8]] {
        guard let stream = withName(path, { opendir($0) }) else { return [] }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
        }
        return names
    }

    @Test func `hard links share one file`() async throws {
        let scratch = try ScratchFolder()
        let image = try ProductRun.Image(
            [
                try layer([
                    (TarEntry(.regular, "a/one", size: 3), "abc"),
                    (TarEntry(.hardLink, "b/two", linkTarget: "a/one"), ""),
                ]),
                try layer([(TarEntry(.regular, "a/.wh.one"), "")]),
            ], .init())
        let unpacked = try await image.unpacked(as: .root, in: scratch.url.path)
        #expect(try String(contentsOfFile: unpacked.folder.root + "/b/two", encoding: .utf8) == "abc")
        #expect(!FileManager.default.fileExists(atPath: unpacked.folder.root + "/a/one"))
    }

    @Test func `devices, set-uid bits and holes are left out, and told`() async throws {
        let scratch = try ScratchFolder()
        let image = try ProductRun.Image(
            [
                try layer([
                    (TarEntry(.characterDevice, "dev/null"), ""), (TarEntry(.regular, "bin/su", mode: 0o4755), ""),
                    (TarEntry(.regular, "bin/wall", mode: 0o2755), ""),
                    (TarEntry(.hardLink, "x", linkTarget: "nothing"), ""),
                ])
            ], .init())
        let unpacked = try await image.unpacked(as: .root, in: scratch.url.path)
        #expect(
            unpacked.notes == [
                "devices are left out: /dev/null", "1 hard links to nothing are left out",
                "2 set-uid or set-gid files run without these bits",
            ])
    }

    @Test func `bounds are kept before anything is written`() async throws {
        let scratch = try ScratchFolder()
        let files = (0..<50).map { (TarEntry(.regular, "f\($0)", size: 10), "0123456789") }
        let image = try ProductRun.Image([try layer(files)], .init())
        for (limits, word) in [(UnpackingLimits(entries: 20), "files and folders"), (.init(bytes: 400), "bytes")] {
            let error = #expect(throws: SandboxError.self) {
                _ = try UnpackedImage(image.tree, config: .init(), user: .root, in: scratch.url.path, limits: limits)
            }
            #expect(error?.what.contains(word) == true)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).isEmpty)
    }

    @Test func `a layer that is not the measured one is refused`() async throws {
        let scratch = try ScratchFolder()
        let image = try ProductRun.Image([try layer([(TarEntry(.regular, "a", size: 3), "abc")])], .init())
        let unpacked = try UnpackedImage(image.tree, config: .init(), user: .root, in: scratch.url.path)
        let other = try layer([(TarEntry(.regular, "a", size: 3), "abd")])
        await #expect(throws: SandboxError.changedLayer(number: 0)) {
            try await unpacked.write(layer: 0) { receive in try other.withUnsafeBytes { try receive($0) } }
        }
    }

    @Test func `mount points that are links or files become folders, inside the root`() async throws {
        let scratch = try ScratchFolder()
        let image = try ProductRun.Image(
            [
                try layer([
                    (TarEntry(.symbolicLink, "proc", linkTarget: "/nowhere"), ""), (TarEntry(.regular, "dev"), ""),
                    (TarEntry(.symbolicLink, "tmp", linkTarget: "var/tmp"), ""),
                    (TarEntry(.directory, "var/tmp", mode: 0o1777), ""),
                    (TarEntry(.symbolicLink, "run", linkTarget: "../../.." + scratch.url.path), ""),
                    (TarEntry(.symbolicLink, "etc", linkTarget: "usr/etc"), ""), (TarEntry(.directory, "usr/etc"), ""),
                ])
            ], .init(volumes: ["/data/x", "/usr/etc/../../y"], workingDir: "/srv/app"))
        let unpacked = try await image.unpacked(as: .root, in: scratch.url.path)
        let points = unpacked.mountPoints
        #expect(points.processes == "/proc" && points.devices == "/dev")
        #expect(points.memory == ["/var/tmp"])
        #expect(points.volumes == ["/data/x"])
        #expect(points.hosts == "/usr/etc/hosts")
        for folder in ["proc", "dev", "var/tmp", "data/x", "srv/app"] {
            var status = stat()
            #expect(
                lstat(unpacked.folder.root + "/" + folder, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR,
                "\(folder)")
        }
        #expect(!FileManager.default.fileExists(atPath: scratch.path("hosts")))
    }

    private func layer(_ entries: [(TarEntry, String)]) throws -> Data {
        var writer = TarWriter()
        var bytes: [UInt8] = []
        for (entry, content) in entries {
            try writer.append(entry, to: &bytes)
            if !content.isEmpty {
                try Array(content.utf8).withUnsafeBytes { try writer.append(content: $0, to: &bytes) }
            }
        }
        try writer.finish(to: &bytes)
        return Data(bytes)
    }
}
