import TareArchive
import TareDebian

/// Keeps what a package gives, in the form of a listing.
struct DebRecorder: DebSink {
    /// `kind mode owner/group size name -> target`, a checksum-free line an entry.
    var lines: [String] = []
    var contents: [String: [UInt8]] = [:]
    var control: DebControl?
    private var name = ""

    mutating func control(_ control: DebControl) throws { self.control = control }

    mutating func begin(_ header: TarHeader) throws {
        name = String(decoding: header.name, as: UTF8.self)
        while name.count > 2, name.hasSuffix("/") { name.removeLast() }
        let target = header.linkTarget.isEmpty ? "" : " -> " + String(decoding: header.linkTarget, as: UTF8.self)
        lines.append(
            "\(header.kind) \(String(header.mode, radix: 8)) \(header.userID)/\(header.groupID) \(header.size) \(name)\(target)"
        )
    }

    mutating func content(_ bytes: UnsafeRawBufferPointer) throws {
        contents[name, default: []].append(contentsOf: bytes)
    }

    mutating func end() throws {}

    /// What a package has, its bytes fed in pieces of this size.
    static func read(_ package: [UInt8], chunk: Int = .max) throws -> DebRecorder {
        var reader = DebReader(DebRecorder())
        try package.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let piece = rest.prefix(chunk)
                rest = rest[piece.endIndex...]
                try reader.consume(UnsafeRawBufferPointer(rebasing: piece))
            }
        }
        return try reader.finish()
    }
}

/// Packages put together byte by byte.
enum MadeDeb {
    static let control = "Package: a\nVersion: 1\nArchitecture: all\nMaintainer: m\nDescription: d\n"

    static func tar(_ entries: [(TarEntry, String)]) throws -> [UInt8] {
        var writer = TarWriter()
        var bytes: [UInt8] = []
        for (entry, content) in entries {
            var entry = entry
            entry.size = UInt64(content.utf8.count)
            try writer.append(entry, to: &bytes)
            if !content.isEmpty {
                try Array(content.utf8).withUnsafeBytes { try writer.append(content: $0, to: &bytes) }
            }
        }
        try writer.finish(to: &bytes)
        return bytes
    }

    static func controlArchive(_ control: String = control) throws -> [UInt8] {
        try tar([(TarEntry(.directory, "./"), ""), (TarEntry(.regular, "./control"), control)])
    }

    static func dataArchive() throws -> [UInt8] {
        try tar([(TarEntry(.directory, "./"), ""), (TarEntry(.regular, "./file"), "content\n")])
    }

    /// An ar archive of these members.
    static func archive(_ members: [(String, [UInt8])]) throws -> [UInt8] {
        var writer = ArWriter()
        var bytes: [UInt8] = []
        for (name, content) in members { try writer.append(name, content, to: &bytes) }
        return bytes
    }

    /// A sound package of uncompressed members.
    static func plain(control: String = control) throws -> [UInt8] {
        try archive([
            ("debian-binary", Array("2.0\n".utf8)), ("control.tar", try controlArchive(control)),
            ("data.tar", try dataArchive()),
        ])
    }
}
