internal import TareArchive
internal import TareELF
internal import TareNetwork
internal import TareOCI
internal import TarePython

/// Which entries of an archive go into an interpreter's layer, and as what.
///
/// The archive is measured like a layer before anything is made of it: its digest holds, its names stay inside, its
/// sizes are bounded. All further rules are here, so that the writing that follows takes nothing but what is planned.
struct InterpreterPlan {
    struct Entry: Hashable {
        enum Kind: Hashable {
            case file(isExecutable: Bool)
            /// To an entry of the layer that comes before, by its path below the installation.
            case hardLink(to: [UInt8], isExecutable: Bool)
            case symbolicLink(to: [UInt8])
        }

        var kind: Kind
        /// Below the installation; its own but for a content that only a hard link's name keeps.
        var path: [UInt8]
    }

    /// By their paths in the archive, below `python`.
    private(set) var entries: [[UInt8]: Entry] = [:]
    /// Below the installation: `bin/python3.13`.
    let executable: String

    /// Far beyond any release: 400 MB and 20,000 entries with debugging symbols.
    private static let limits = DecompressionLimits(
        maximumOutput: 2 << 30, maximumRatio: 100, ratioFloor: 64 << 20, maximumWindow: 8 << 20)
    private static let tarLimits = TarLimits(maximumEntries: 100_000, maximumName: 1024)

    init(of fetched: FetchedStandalone, _ contents: StandaloneContents) throws {
        let archive = fetched.archive
        let measurement = LayerMeasurement(
            selection: .none, expecting: .init(digest: Digest(algorithm: .sha256, hex: archive.sha256)),
            limits: Self.limits, tarLimits: Self.tarLimits)
        let index: LayerIndex
        do {
            try fetched.file.forEachPiece {
                try Task.checkCancellation()
                try measurement.consume($0)
            }
            index = try measurement.finish()
        } catch LayerError.digestMismatch(_, let expected, let actual) {
            throw ManagedInterpreterError.wrongDigest(
                archive: fetched.file.path, expected: expected.hex, actual: actual.hex)
        } catch let error as ArchiveError {
            // What is cut off or changed is not told from what was published so, unless its digest is asked for first.
            let actual = try fetched.digest()
            guard actual == archive.sha256 else {
                throw ManagedInterpreterError.wrongDigest(
                    archive: fetched.file.path, expected: archive.sha256, actual: actual)
            }
            throw error
        }
        let members = try ArchiveEntries(index, archive: archive.name)
        let needsLibrary = members.needsSharedLibrary(contents)
        executable = try members.executable(of: archive)
        for (path, member) in members.table
        where contents.reason(toLeaveOut: path, needsSharedLibrary: needsLibrary) == nil {
            switch member.kind {
            case .file: entries[path] = Entry(kind: .file(isExecutable: member.isExecutable), path: path)
            case .hardLink(let target):
                let isExecutable = members.table[target]?.isExecutable ?? false
                entries[path] = Entry(kind: .hardLink(to: target, isExecutable: isExecutable), path: path)
            case .symbolicLink(let target): entries[path] = Entry(kind: .symbolicLink(to: target), path: path)
            }
        }
        keepContents(of: members)
        dropLinksToNowhere(members)
    }

    /// A file that is left out, but has a hard link that is not, is written under the link's name.
    private mutating func keepContents(of members: ArchiveEntries) {
        for path in members.order {
            guard let entry = entries[path], case .hardLink(let target, let isExecutable) = entry.kind else { continue }
            if let written = entries[target] {
                if written.path != target {
                    entries[path]?.kind = .hardLink(to: written.path, isExecutable: isExecutable)
                }
            } else {
                entries[target] = Entry(kind: .file(isExecutable: isExecutable), path: path)
                entries[path] = nil
            }
        }
    }

    /// Links to what is left out go with it, links to such links too.
    private mutating func dropLinksToNowhere(_ members: ArchiveEntries) {
        let written = Set(entries.values.map(\.path))
        var folders: Set<[UInt8]> = [[]]
        for path in written {
            var path = path[...]
            while let slash = path.lastIndex(of: UInt8(ascii: "/")) {
                path = path[..<slash]
                guard folders.insert(Array(path)).inserted else { break }
            }
        }
        var nowhere = true
        while nowhere {
            nowhere = false
            for (path, entry) in entries {
                guard case .symbolicLink = entry.kind else { continue }
                let end = members.resolve(path)
                let isThere = end.map { entries[$0]?.path == $0 || folders.contains($0) } ?? false
                if !isThere {
                    entries[path] = nil
                    nowhere = true
                }
            }
        }
    }
}
