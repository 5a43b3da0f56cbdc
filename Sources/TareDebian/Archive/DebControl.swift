internal import TareArchive

/// What a package's control archive says.
public struct DebControl: Sendable {
    /// The control file: one paragraph.
    public let paragraph: ControlParagraph
    /// Files of the control archive by name: `control`, `md5sums`, `conffiles`, `postinst`, …
    public let files: [String: [UInt8]]

    static let maximumFileSize = 64 << 20
    static let maximumFiles = 256

    init(files: [String: [UInt8]]) throws(DebError) {
        guard let control = files["control"] else { throw .missingControlFile }
        do {
            var reader = ControlReader(control, source: "control")
            guard let paragraph = try reader.next() else { throw DebError.missingControlFile }
            // More would be more packages to whoever copies the file into a database.
            if let second = try reader.next() {
                throw second.error(.invalidValue(field: "Package", detail: "a second paragraph"))
            }
            self.paragraph = paragraph
        } catch let error as ControlError {
            throw .malformedControl(error)
        } catch { throw .missingControlFile }
        self.files = files
    }

    /// The package's checksums of its files.
    public var checksums: ChecksumList { ChecksumList(files["md5sums"] ?? []) }

    /// Absolute paths of configuration files, in the package's order; flags such as `remove-on-upgrade` name files that
    /// are not in the package and are left out.
    public var conffiles: [String] {
        (files["conffiles"] ?? []).split(separator: UInt8(ascii: "\n")).compactMap { line in
            let path = line.trimmingBlanks()
            return path.first == UInt8(ascii: "/") ? String(decoding: path, as: UTF8.self) : nil
        }
    }
}

/// Gathers the files of a control archive.
struct ControlArchiveSink: TarSink {
    private(set) var files: [String: [UInt8]] = [:]
    private var name: String?
    private var content: [UInt8] = []

    mutating func begin(_ header: TarHeader) throws {
        name = nil
        guard header.kind == .regular else { return }
        var path = String(decoding: header.name, as: UTF8.self)
        if path.hasPrefix("./") { path.removeFirst(2) }
        guard !path.contains("/") else { return }
        guard header.size <= UInt64(DebControl.maximumFileSize), !header.isSparse, files.count < DebControl.maximumFiles
        else {
            throw DebError.controlFileTooLarge(name: path, limit: DebControl.maximumFileSize)
        }
        name = path
        content.removeAll(keepingCapacity: true)
    }

    mutating func content(_ bytes: UnsafeRawBufferPointer) throws {
        if name != nil { content.append(contentsOf: bytes) }
    }

    mutating func end() throws {
        if let name { files[name] = content }
    }
}
