public import TareArchive

/// A wheel's archive by its directory: what is metadata, what is data, what is the rest.
public struct WheelContents: Sendable {
    public let directory: ZipDirectory
    /// `six-1.17.0.dist-info`.
    public let distInfo: String
    /// `six-1.17.0.data`, whether it is there or not.
    public let data: String
    /// Numbers of the entries that are files, with their names, in the archive's order.
    let files: [(number: Int, name: String)]

    /// Most bytes of a metadata file that is read.
    public static let maximumMetadata = 32 << 20
    /// Of a script so many bytes are read at least; all of it where it begins with `#!python`.
    public static let scriptHead = 8

    public init(_ directory: ZipDirectory) throws(WheelContentError) {
        self.directory = directory
        var files: [(number: Int, name: String)] = []
        var folders: Set<String> = []
        for (number, entry) in directory.entries.enumerated() {
            let name = directory.name(entry)
            if let slash = name.utf8.firstIndex(of: UInt8(ascii: "/")), name[..<slash].hasSuffix(".dist-info") {
                folders.insert(String(name[..<slash]))
            }
            switch entry.kind {
            case .directory: continue
            case .file: files.append((number, name))
            case .symbolicLink, .special: throw .notAFile(name)
            }
        }
        guard folders.count == 1, let distInfo = folders.first else { throw .distInfoFolders(folders.sorted()) }
        self.files = files
        self.distInfo = distInfo
        data = distInfo.dropLast(".dist-info".count) + ".data"
        for name in ["WHEEL", "METADATA", "RECORD"] where directory.entry(named: "\(distInfo)/\(name)") == nil {
            throw .missing("\(distInfo)/\(name)")
        }
    }

    /// The entries whose contents decide what is installed, by number: the metadata files and the scripts of `.data`.
    public var decisive: [Int] {
        let metadata = ["WHEEL", "METADATA", "RECORD", "entry_points.txt"].compactMap {
            directory.index(named: "\(distInfo)/\($0)")
        }
        return (metadata + scripts.map(\.number)).sorted()
    }

    var scripts: [(number: Int, name: String)] {
        let folder = "\(data)/scripts/"
        return files.filter { $0.name.hasPrefix(folder) }
    }
}
