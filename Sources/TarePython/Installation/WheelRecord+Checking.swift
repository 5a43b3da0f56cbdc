extension WheelRecord {
    /// Holds the rows against the archive's files and mends them as uv does: rows without a file go, files without a
    /// row get one without a digest, paths lose leading slashes. `files`: name and size, folders left out; `folder`:
    /// the name of the `.dist-info` folder.
    func checked(against files: [(name: String, size: UInt64)], folder: String) -> (WheelRecord, [RecordProblem]) {
        var unlisted = Dictionary(files.map { ($0.name, $0.size) }, uniquingKeysWith: { first, _ in first })
        let sizes = unlisted
        var problems: [RecordProblem] = []
        var kept: [RecordRow] = []
        let unsigned: Set = ["\(folder)/RECORD", "\(folder)/RECORD.jws", "\(folder)/RECORD.p7s"]
        for var row in rows {
            if row.path.utf8.first == UInt8(ascii: "/") {
                problems.append(.absolutePath(row.path))
                row.path = String(row.path.drop { $0 == "/" })
            }
            let name = sizes[row.path] != nil ? row.path : Self.canonical(row.path)
            guard let size = sizes[name] else {
                problems.append(.noFile(row.path))
                continue
            }
            guard unlisted.removeValue(forKey: name) != nil else {
                problems.append(.repeated(row.path))
                continue
            }
            if name != row.path { problems.append(.indirectPath(row.path)) }
            if !unsigned.contains(name) {
                if row.digest.flatMap(RecordDigest.init) == nil { problems.append(.noDigest(row.path)) }
                if let stated = row.size, stated != size {
                    problems.append(.wrongSize(row.path, stated: stated, actual: size))
                }
            }
            kept.append(row)
        }
        // Signatures of a withdrawn kind sign RECORD and cannot be in it.
        for name in unsigned where !name.hasSuffix("/RECORD") { unlisted[name] = nil }
        for (name, size) in unlisted.sorted(by: { $0.key < $1.key }) {
            problems.append(.unlisted(name))
            kept.append(RecordRow(path: name, size: size))
        }
        return (WheelRecord(kept), problems)
    }

    /// Without `.` and empty components, and `..` taken with what stands before it.
    static func canonical(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}
