import TareELF
import TareOCI

@testable import TareInventory

/// A file of a tree made for a test.
struct TestFile {
    var kind: EntryKind = .regular
    var path: String
    var mode: UInt16 = 0o644
    var content: [UInt8]?
    var link = ""
    var elf: ELFFacts?
    var versions: [String] = []
    var size: UInt64 = 0
    var crc32: UInt32 = 0

    static func text(_ path: String, _ text: String, mode: UInt16 = 0o644) -> TestFile {
        TestFile(path: path, mode: mode, content: Array(text.utf8))
    }

    static func bytes(_ path: String, _ bytes: [UInt8]) -> TestFile { TestFile(path: path, content: bytes) }

    /// A file whose content measuring did not keep.
    static func opaque(_ path: String, mode: UInt16 = 0o644, size: UInt64 = 10) -> TestFile {
        TestFile(path: path, mode: mode, size: size)
    }

    static func link(_ path: String, to target: String) -> TestFile {
        TestFile(kind: .symbolicLink, path: path, mode: 0o777, link: target)
    }

    /// Removes what lower layers have at a path.
    static func whiteout(_ path: String) -> TestFile { TestFile(kind: .whiteout, path: path) }

    /// Hides what lower layers have in a directory.
    static func opaqueMarker(_ path: String) -> TestFile { TestFile(kind: .opaque, path: path) }

    static func directory(_ path: String) -> TestFile { TestFile(kind: .directory, path: path, mode: 0o755) }

    static func executable(
        _ path: String, needs: [String] = [], interpreter: String? = nil, versions: [String] = [], crc32: UInt32 = 0
    ) -> TestFile {
        TestFile(
            path: path, mode: 0o755, elf: .test(interpreter: interpreter, needed: needs), versions: versions,
            size: 6_000_000,
            crc32: crc32)
    }

    static func library(_ path: String, defines: [String] = [], versions: [String] = []) -> TestFile {
        TestFile(path: path, mode: 0o755, elf: .test(defines: defines), versions: versions, size: 2_000_000)
    }
}

extension ELFFacts {
    static func test(interpreter: String? = nil, needed: [String] = [], defines: [String] = []) -> ELFFacts {
        var facts = ELFFacts()
        facts.interpreter = interpreter
        facts.needed = needed
        facts.versionDefinitions = defines
        return facts
    }
}

extension LayerIndex {
    init(_ files: [TestFile]) {
        self.init()
        for file in files {
            add(
                file.kind, file.path, mode: file.mode, size: file.size, crc32: file.crc32, linkTarget: file.link,
                content: file.content, elf: file.elf, versionStrings: file.versions)
        }
    }
}

extension ImageInventory {
    init(_ files: [TestFile]) { self.init(of: ImageTree(layers: [LayerIndex(files)])) }
}
