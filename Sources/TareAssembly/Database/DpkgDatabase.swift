/// Writes `/var/lib/dpkg` as dpkg leaves it behind, so that dpkg and apt go on from there.
///
/// Forms are those of deb-triggers(5), dpkg's `status` and its `info` of format 1.
struct DpkgDatabase {
    private let folder = "/var/lib/dpkg"
    private let architecture: String

    init(architecture: String) { self.architecture = architecture }

    func write(_ packages: [UnpackedPackage], to tree: inout RootTree) throws(AssemblyError) {
        var status: [UInt8] = []
        for package in packages {
            status += paragraph(package, conffiles: try checksums(package, in: tree))
            try writeInfo(package, to: &tree)
        }
        try tree.write(status, to: folder + "/status")
        try tree.write(Array("1\n".utf8), to: folder + "/info/format")
        try tree.write(Array((architecture + "\n").utf8), to: folder + "/arch-native")
        for name in ["available", "lock", "lock-frontend", "triggers/Lock", "triggers/Unincorp"] {
            try tree.write([], to: "\(folder)/\(name)", mode: name.contains("ock") ? 0o640 : 0o644)
        }
        for name in ["parts", "updates"] { try tree.makeDirectory("\(folder)/\(name)") }
        if tree[try tree.place("\(folder)/diversions")] == nil { try tree.write([], to: folder + "/diversions") }
        if tree[try tree.place("\(folder)/statoverride")] == nil { try tree.write([], to: folder + "/statoverride") }
        try writeTriggers(packages, to: &tree)
    }

    /// The control file with `Status` behind its first field and `Conffiles` behind its last.
    private func paragraph(_ package: UnpackedPackage, conffiles: [(path: String, md5: String)]) -> [UInt8] {
        let control = package.control
        let end = control.firstIndex(of: UInt8(ascii: "\n")) ?? control.endIndex
        var text = Array(control[..<end]) + Array("\nStatus: install ok installed".utf8) + Array(control[end...])
        if !conffiles.isEmpty {
            text += Array("\nConffiles:".utf8)
            for file in conffiles { text += Array("\n \(file.path) \(file.md5)".utf8) }
        }
        return text + Array("\n\n".utf8)
    }

    private func checksums(_ package: UnpackedPackage, in tree: RootTree) throws(AssemblyError) -> [(
        path: String, md5: String
    )] {
        var checksums: [(path: String, md5: String)] = []
        for file in package.conffiles {
            // What the recipe wrote over counts as changed by the administrator: the checksum stays the package's. What its
            // `paths` left out is marked as with dpkg's own path-exclude.
            checksums.append((file.path, try tree.bytes(at: file.place) == nil ? "newconffile" : file.md5))
        }
        return checksums
    }

    private func writeInfo(_ package: UnpackedPackage, to tree: inout RootTree) throws(AssemblyError) {
        let stem = "\(folder)/info/\(package.databaseName)"
        try tree.write(try fileList(package, in: tree), to: stem + ".list")
        for (name, content) in package.files.sorted(by: { $0.key < $1.key }) where name != "control" && name != "list" {
            // dpkg passes over a `list` too: it is the database's own.
            let isScript = ["preinst", "postinst", "prerm", "postrm", "config"].contains(name)
            try tree.write(content, to: "\(stem).\(name)", mode: isScript ? 0o755 : 0o644)
        }
    }

    /// Absolute paths, a line each; `/.` is the root's name there. A file that another package took over is that one's.
    private func fileList(_ package: UnpackedPackage, in tree: RootTree) throws(AssemblyError) -> [UInt8] {
        var text: [UInt8] = []
        for path in package.list {
            if let entry = tree[try tree.place(path)], entry.content != .directory, let owner = entry.package,
                owner != package.name
            {
                continue
            }
            text += path.isRoot ? Array("/.".utf8) : path.absolute
            text.append(UInt8(ascii: "\n"))
        }
        return text
    }

    /// Who waits for which trigger: without it, a library that is installed later would not run ldconfig.
    private func writeTriggers(_ packages: [UnpackedPackage], to tree: inout RootTree) throws(AssemblyError) {
        var files: [String] = []
        var named: [String: [String]] = [:]
        for package in packages {
            for line in String(decoding: package.files["triggers"] ?? [], as: UTF8.self).split(separator: "\n") {
                let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
                guard words.count == 2, words[0].hasPrefix("interest") else { continue }
                let awaits = words[0].hasSuffix("-noawait") ? "/noawait" : ""
                if words[1].hasPrefix("/") {
                    files.append("\(words[1]) \(package.databaseName)\(awaits)\n")
                } else if !words[1].contains("/") {
                    named[String(words[1]), default: []].append("\(package.databaseName)\(awaits)\n")
                }
            }
        }
        if !files.isEmpty { try tree.write(Array(files.sorted().joined().utf8), to: folder + "/triggers/File") }
        for (name, lines) in named.sorted(by: { $0.key < $1.key }) {
            try tree.write(Array(lines.joined().utf8), to: "\(folder)/triggers/\(name)")
        }
    }
}

/// Hexadecimal digits of a hash.
enum HexText {
    static func of(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
