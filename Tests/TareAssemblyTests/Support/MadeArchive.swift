import Foundation
import TareDebian
import Testing

@testable import TareAssembly

/// Packages that dpkg-deb builds, and the archive that has them.
final class MadeArchive: Sendable {
    private let scratch: ScratchDirectory
    private let names: [String]
    let pool: PackagePool

    /// A package's control fields, its files by path, and what else its control archive has.
    struct Package {
        var control: String
        var files: [File] = []
        var information: [String: String] = [:]

        /// A control file with the fields that have to be there.
        init(
            _ name: String, version: String = "1.0-1", _ fields: String = "Architecture: all\n", _ files: [File] = [],
            information: [String: String] = [:]
        ) {
            control =
                "Package: \(name)\nVersion: \(version)\n\(fields)Maintainer: M <m@example.org>\nDescription: d\n long\n .\n text\n"
            self.files = files
            self.information = information
        }
    }

    enum File {
        case text(String, String, mode: Int = 0o644)
        case directory(String, mode: Int = 0o755)
        case link(String, to: String)
        case hardLink(String, to: String)
    }

    init(_ packages: [Package]) throws {
        let scratch = try ScratchDirectory()
        var index = ""
        for (number, package) in packages.enumerated() {
            let root = "p\(number)"
            try scratch.write(Array(package.control.utf8), to: "\(root)/DEBIAN/control")
            for (name, text) in package.information {
                let isScript = ["preinst", "postinst", "prerm", "postrm"].contains(name)
                try scratch.write(Array(text.utf8), to: "\(root)/DEBIAN/\(name)", mode: isScript ? 0o755 : 0o644)
            }
            for file in package.files { try Self.make(file, in: scratch, root) }
            try Tool.run(
                "find", [scratch.path(root), "-exec", "touch", "-h", "-d", "@\(1_600_000_000 + number)", "{}", "+"])
            try Tool.run(
                "dpkg-deb",
                ["--root-owner-group", "-Zgzip", "--build", scratch.path(root), scratch.path("\(root).deb")],
                environment: ["SOURCE_DATE_EPOCH": "1700000000"])
            let size = try scratch.read("\(root).deb").count
            index +=
                package.control
                + "Filename: \(root).deb\nSize: \(size)\nSHA256: \(String(repeating: "0", count: 64))\n\n"
        }
        self.scratch = scratch
        names = packages.indices.map { "p\($0).deb" }
        pool = try PackagePool([try PackageIndex(Array(index.utf8), suite: "main")])
    }

    private static func make(_ file: File, in scratch: ScratchDirectory, _ root: String) throws {
        let manager = FileManager.default
        switch file {
        case .text(let path, let text, let mode): try scratch.write(Array(text.utf8), to: root + path, mode: mode)
        case .directory(let path, let mode):
            try manager.createDirectory(atPath: scratch.path(root + path), withIntermediateDirectories: true)
            try manager.setAttributes([.posixPermissions: mode], ofItemAtPath: scratch.path(root + path))
        case .link(let path, let target):
            let folder = scratch.url.appendingPathComponent(root + path).deletingLastPathComponent()
            try manager.createDirectory(at: folder, withIntermediateDirectories: true)
            try manager.createSymbolicLink(atPath: scratch.path(root + path), withDestinationPath: target)
        case .hardLink(let path, let target):
            try manager.linkItem(atPath: scratch.path(root + target), toPath: scratch.path(root + path))
        }
    }

    /// Files of the packages, in the order in which they were given.
    var paths: [String] { names.map(scratch.path) }

    /// The root that a recipe makes of packages of the archive.
    func assemble(
        _ recipe: String, architecture: String = "amd64", epoch: Int64? = nil, latest: Int64? = nil,
        order: ([BinaryPackage]) -> [BinaryPackage] = { $0 }
    ) throws -> (BaseAssembler, AssembledRoot) {
        let text =
            "recipe: tare.recipe/1\nid: mine\ntitle: Mine\narchitectures: [amd64, arm64, i386]\nsuites: {main: {}}\n"
            + recipe
        var assembler = try BaseAssembler(
            recipe: try BaseRecipe(yaml: Array(text.utf8), source: "mine.yaml"), suite: "main",
            architecture: architecture)
        for package in order(try assembler.packages(from: pool)) {
            let bytes = try scratch.read(package.filename)
            try assembler.add(package) { take in try bytes.withUnsafeBytes(take) }
        }
        let root = try assembler.finish(epoch: epoch, latest: latest)
        return (assembler, root)
    }
}

extension AssembledRoot {
    /// The layer's bytes, and what it is known by.
    func layer() throws -> (bytes: [UInt8], layer: AssembledLayer) {
        var bytes: [UInt8] = []
        let layer = try writeLayer { bytes.append(contentsOf: $0) }
        return (bytes, layer)
    }

    /// Unpacks the layer with GNU tar.
    func unpacked() throws -> ScratchDirectory {
        let scratch = try ScratchDirectory()
        let packed = try ScratchDirectory()
        try packed.write(try layer().bytes, to: "layer.tar.gz")
        try Tool.run("tar", ["-xpzf", packed.path("layer.tar.gz"), "--numeric-owner", "-C", scratch.url.path])
        return scratch
    }

    /// The text of a file of the root.
    func text(_ path: String) throws -> String? {
        guard let bytes = try tree.bytes(at: try RootTree.path(path)) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
