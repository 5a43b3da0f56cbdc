internal import TareArchive

/// Collects the files of one installation and its RECORD.
struct InstallationBuilder {
    private let wheel: WheelContents
    private let contents: [Int: [UInt8]]
    private let scheme: InstallationScheme
    private let project: PackageName
    /// The folder that RECORD's paths are relative to.
    private let packages: String
    /// Rows by the path in the archive, or by the installed path relative to `packages` for what is added.
    private var rows: [String: RecordRow]
    private var files: [String: InstalledFile] = [:]

    init(
        _ wheel: WheelContents, _ contents: [Int: [UInt8]], _ scheme: InstallationScheme, _ rows: [RecordRow],
        project: PackageName, packages: String
    ) {
        (self.wheel, self.contents, self.scheme) = (wheel, contents, scheme)
        (self.project, self.packages) = (project, packages)
        self.rows = Dictionary(
            rows.map { (WheelRecord.canonical($0.path), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Where the archive's own files go.
    mutating func addEntries(launchers: [EntryPoint]) throws(WheelContentError) {
        let record = "\(wheel.distInfo)/RECORD"
        let launched = Set(launchers.map(\.name))
        for (number, name) in wheel.files where name != record {
            let entry = wheel.directory.entries[number]
            guard name.hasPrefix(wheel.data + "/") else {
                let digest = rows[name]?.digest.flatMap(RecordDigest.init)
                try add(InstalledPath.join(packages, name), entry, number, isScript: false, digest)
                continue
            }
            let parts = name.split(separator: "/", maxSplits: 2).map(String.init)
            guard parts.count == 3 else { throw .unknownScheme(name) }
            let (key, rest) = (parts[1], parts[2])
            let digest = rows[name]?.digest.flatMap(RecordDigest.init)
            if key == "scripts" {
                if rest.utf8.contains(UInt8(ascii: "/")) { throw .scriptFolder(name) }
                // The entry point's launcher stands in its place; uv leaves the row as it is.
                if launched.contains(Self.launcherName(rest)) { continue }
                try addScript(rest, entry, number, digest, name)
                continue
            }
            guard let folder = folder(of: key) else { throw .unknownScheme(name) }
            let path = InstalledPath.join(folder, rest)
            try checkScriptFolder(path)
            rows[name]?.path = InstalledPath.relative(path, to: packages)
            try add(path, entry, number, isScript: false, digest)
        }
    }

    mutating func addLaunchers(_ entries: [EntryPoint]) throws(WheelContentError) {
        let shebang = scheme.shebang
        for entry in entries {
            if let problem = ScriptName.problem(entry.name) { throw .invalidScript(name: entry.name, detail: problem) }
            let text = ScriptLauncher.text(entry, shebang: shebang)
            try add(InstalledPath.join(scheme.scripts, entry.name), Array(text.utf8), mode: 0o755)
        }
    }

    /// The records of the installation, RECORD itself last.
    mutating func addRecords(_ additions: WheelInstallation.Additions) throws(WheelContentError) {
        var added = additions.others
        if additions.isRequested { added["REQUESTED"] = [] }
        added["direct_url.json"] = additions.directURL
        added["INSTALLER"] = additions.installer.map { Array($0.utf8) }
        let folder = InstalledPath.join(packages, wheel.distInfo)
        for (name, bytes) in added.sorted(by: { $0.key < $1.key }) {
            // What an earlier installer left in the archive is replaced.
            files[InstalledPath.join(folder, name)] = nil
            rows["\(wheel.distInfo)/\(name)"] = nil
            try add(InstalledPath.join(folder, name), bytes, mode: 0o644)
        }
        let record = WheelRecord(Array(rows.values)).bytes
        let entry = wheel.directory.entry(named: "\(wheel.distInfo)/RECORD")
        let mode: UInt16 = entry?.isExecutable == true ? 0o755 : 0o644
        try insert(InstalledPath.join(folder, "RECORD"), record, mode: mode)
    }

    /// All files by path. None of them is a folder of another.
    func finished() throws(WheelContentError) -> [InstalledFile] {
        var folders: Set<Substring> = []
        for path in files.keys {
            var folder = path[...]
            while let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) {
                folder = folder[..<slash]
                guard folders.insert(folder).inserted else { break }
                guard files[String(folder)] == nil else { throw .collision(path: String(folder)) }
            }
        }
        return files.values.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    private mutating func addScript(
        _ name: String, _ entry: ZipEntry, _ number: Int, _ digest: RecordDigest?, _ archived: String
    ) throws(WheelContentError) {
        if let problem = ScriptName.problem(name) { throw .invalidScript(name: name, detail: problem) }
        guard let content = contents[number],
            UInt64(content.count) == entry.size || content.count >= WheelContents.scriptHead
        else { throw .notProvided(archived) }
        let path = InstalledPath.join(scheme.scripts, name)
        rows[archived]?.path = InstalledPath.relative(path, to: packages)
        guard ScriptLauncher.isPlaceholder(content) else {
            return try add(path, entry, number, isScript: true, digest)
        }
        guard UInt64(content.count) == entry.size else { throw .notProvided(archived) }
        let script = ScriptLauncher.rewritten(content, shebang: scheme.shebang)
        rows[archived]?.digest = RecordDigest(sha256: script).description
        rows[archived]?.size = UInt64(script.count)
        try insert(path, script, mode: 0o755)
    }

    /// A file of `.data` may lie in the scripts folder too, and no more take an interpreter's place than a script may.
    private func checkScriptFolder(_ path: String) throws(WheelContentError) {
        guard path.hasPrefix(scheme.scripts + "/") else { return }
        let name = String(path.dropFirst(scheme.scripts.count + 1))
        guard !name.utf8.contains(UInt8(ascii: "/")) else { return }
        if let problem = ScriptName.problem(name) { throw .invalidScript(name: name, detail: problem) }
    }

    private func folder(of key: String) -> String? {
        switch key {
        case "purelib": scheme.purelib
        case "platlib": scheme.platlib
        case "headers": InstalledPath.join(scheme.headers, project.description)
        case "data": scheme.data
        default: nil
        }
    }

    /// The entry point that a script in the archive would stand for: older tools put their launchers there.
    private static func launcherName(_ script: String) -> String {
        for suffix in [".exe", "-script.py", ".pya"] where script.hasSuffix(suffix) {
            return String(script.dropLast(suffix.count))
        }
        return script
    }

    private mutating func add(
        _ path: String, _ entry: ZipEntry, _ number: Int, isScript: Bool, _ digest: RecordDigest?
    ) throws(WheelContentError) {
        try insert(
            InstalledFile(
                path: path, mode: isScript || entry.isExecutable ? 0o755 : 0o644, size: entry.size,
                crc32: entry.crc32, source: .entry(number), digest: digest))
    }

    /// Adds bytes with a row of their own.
    private mutating func add(_ path: String, _ bytes: [UInt8], mode: UInt16) throws(WheelContentError) {
        let relative = InstalledPath.relative(path, to: packages)
        rows[relative] = RecordRow(
            path: relative, digest: RecordDigest(sha256: bytes).description, size: UInt64(bytes.count))
        try insert(path, bytes, mode: mode)
    }

    private mutating func insert(_ path: String, _ bytes: [UInt8], mode: UInt16) throws(WheelContentError) {
        var checksum = CRC32()
        bytes.withUnsafeBytes { checksum.update($0) }
        try insert(
            InstalledFile(
                path: path, mode: mode, size: UInt64(bytes.count), crc32: checksum.value, source: .bytes(bytes),
                digest: nil))
    }

    private mutating func insert(_ file: InstalledFile) throws(WheelContentError) {
        guard files.updateValue(file, forKey: file.path) == nil else { throw .collision(path: file.path) }
    }
}
