internal import TareDebian

/// What the package database says of a package that was unpacked.
struct UnpackedPackage {
    var name: String
    var version: String
    var architecture: String
    /// Whether copies for several architectures may be installed, which gives its files of `info` longer names.
    var isMultiArchSame: Bool
    /// The control file's fields as the package has them, `Package` first; no line end at its end.
    var control: [UInt8]
    /// The control archive's files by name.
    var files: [String: [UInt8]]
    /// Configuration files with the MD5 of what the package ships.
    var conffiles: [(place: TreePath, path: String, md5: String)] = []
    /// Names in `Replaces`.
    var replaces: Set<String>
    /// Paths in the order of the data archive, those that were left out too.
    var list: [TreePath] = []
    /// Paths of `conffiles`, before their contents are seen.
    var conffilePaths: [String]

    init(_ control: DebControl) throws {
        let paragraph = control.paragraph
        name = try paragraph.required("Package")
        version = try paragraph.required("Version")
        architecture = try paragraph.required("Architecture")
        isMultiArchSame = paragraph.text("Multi-Arch") == "same"
        files = control.files
        self.control = Self.text(paragraph)
        conffilePaths = control.conffiles
        let replaces = paragraph.text("Replaces") ?? ""
        self.replaces = Set(
            replaces.split(separator: ",").compactMap { term in
                term.split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == ":" || $0 == "(" }).first.map(String.init)
            })
    }

    /// The paragraph as a database has it: without comments, and without what is the database's to say.
    private static func text(_ paragraph: ControlParagraph) -> [UInt8] {
        let bytes = paragraph.bytes
        func isNamed(_ field: ControlField, _ name: String) -> Bool {
            String(decoding: bytes[field.name], as: UTF8.self).lowercased() == name
        }
        let fields =
            paragraph.fields.filter { isNamed($0, "package") }
            + paragraph.fields.filter { field in !["package", "status", "conffiles"].contains { isNamed(field, $0) } }
        let newline = UInt8(ascii: "\n")
        return Array(
            fields.map { field in
                let lines = bytes[field.value].split(separator: newline, omittingEmptySubsequences: false)
                let value = lines.filter { $0.first != UInt8(ascii: "#") }.joined(separator: [newline])
                return Array(bytes[field.name]) + [UInt8(ascii: ":")] + value
            }.joined(separator: [newline]))
    }

    /// The stem of its files' names in `info`.
    var databaseName: String { isMultiArchSame ? name + ":" + architecture : name }
}
