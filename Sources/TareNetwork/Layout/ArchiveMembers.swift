internal import TareArchive
internal import TareDiagnostics

/// The members of an uncompressed tar archive by name, found by reading its headers and passing over its contents.
struct ArchiveMembers: Sendable {
    let path: String
    private var files: [String: FileRegion] = [:]
    private var links: [String: String] = [:]

    /// An image has some members a layer; more than this is something else.
    private static let limits = TarLimits(maximumEntries: 200_000)
    private static let windowBytes = 64 << 10

    init(_ path: String) throws {
        self.path = path
        let size = try DiskFile.regularSize(path)
        var reader = TarReader(MemberSink(path: path), limits: Self.limits)
        var position: UInt64 = 0
        do {
            while position < size {
                let region = FileRegion(
                    path: path, offset: position, size: min(size - position, UInt64(Self.windowBytes)))
                try region.forEachPiece { try reader.consume($0) }
                position += region.size
                position += try reader.skipContent()
            }
            guard position <= size else { throw ArchiveError.truncated(format: "tar", offset: size) }
            try reader.finish()
        } catch let error as ArchiveError {
            throw LayoutError.notAnImage(path: path, detail: error.description)
        }
        files = reader.sink.files
        links = reader.sink.links
    }

    /// A member's place, links followed: old engines link a layer that occurs twice.
    func region(_ name: String) -> FileRegion? {
        var name = Self.normal(name)
        for _ in 0..<8 {
            if let file = files[name] { return file }
            guard let target = links[name] else { return nil }
            name = target
        }
        return nil
    }

    /// The name without `.` and empty parts, `..` taken back inside the archive.
    fileprivate static func normal(_ name: String) -> String {
        var parts: [Substring] = []
        for part in name.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }

    private struct MemberSink: TarSink {
        let path: String
        var files: [String: FileRegion] = [:]
        var links: [String: String] = [:]

        mutating func begin(_ header: TarHeader) throws {
            let name = ArchiveMembers.normal(String(decoding: header.name, as: UTF8.self))
            let target = String(decoding: header.linkTarget, as: UTF8.self)
            switch header.kind {
            case .regular where !header.isSparse:
                files[name] = FileRegion(path: path, offset: header.contentOffset, size: header.contentLength)
                links[name] = nil
            case .hardLink: links[name] = ArchiveMembers.normal(target)
            case .symbolicLink:
                let folder = name.split(separator: "/").dropLast().joined(separator: "/")
                links[name] = ArchiveMembers.normal(folder + "/" + target)
            default: break
            }
        }

        mutating func content(_ bytes: UnsafeRawBufferPointer) {}
        mutating func end() {}
    }
}
