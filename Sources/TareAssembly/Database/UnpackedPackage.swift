internal import TareDebian

/// What the package database says of a package that was unpacked.
struct UnpackedPackage {
    var name: String
    var version: String
    var architecture: String
    /// Whether copies for several architectures may be installed, which gives its files of `info` longer names.
    var isMultiArchSame: Bool
    /// The control file as the package has it, without blank lines at its end.
    var control: [UInt8]
    /// The control archive's files by name.
    var files: [String: [UInt8]]
    /// Configuration files with the MD5 of what the package ships.
    var conffiles: [(path: String, md5: String)] = []
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
        var text = files["control"] ?? []
        while let last = text.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: " ") { text.removeLast() }
        self.control = text
        conffilePaths = control.conffiles
        let replaces = paragraph.text("Replaces") ?? ""
        self.replaces = Set(
            replaces.split(separator: ",").compactMap { term in
                term.split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == ":" || $0 == "(" }).first.map(String.init)
            })
    }

    /// The stem of its files' names in `info`.
    var databaseName: String { isMultiArchSame ? name + ":" + architecture : name }
}
