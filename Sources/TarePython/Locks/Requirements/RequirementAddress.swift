internal import TareDiagnostics

/// A requirement that is an address: a URL, a repository, or a path, perhaps with extras and a marker.
struct RequirementAddress {
    private var address: String
    private var fragment: [String: String] = [:]
    private let isEditable: Bool
    var extras: [PackageName] = []
    var marker: EnvironmentMarker?
    var name: PackageName?
    var version: PEP440Version?

    private static let archiveSuffixes = [".whl", ".zip", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar.zst"]

    /// Whether a text that is no requirement by name may be one by address.
    static func isAddress(_ text: String) -> Bool {
        let head = text.split(separator: ";", maxSplits: 1).first.map(String.init) ?? ""
        return head.utf8.contains(UInt8(ascii: "/")) || head.utf8.first == UInt8(ascii: ".")
            || archiveSuffixes.contains { head.trimmed.hasSuffix($0) }
    }

    init(_ text: String, isEditable: Bool) throws(RequirementAddressError) {
        self.isEditable = isEditable
        var rest = text
        // A marker stands behind a blank and ';', since ';' may be part of a URL.
        if let blank = rest.firstBlankBeforeSemicolon {
            let after = rest[blank...].drop { $0 == " " || $0 == "\t" }.dropFirst()
            do { marker = try EnvironmentMarker(after) } catch {
                throw RequirementAddressError(text: text, detail: error.what)
            }
            rest = String(rest[..<blank])
        }
        rest = rest.trimmed
        if let hash = rest.utf8.firstIndex(of: UInt8(ascii: "#")) {
            for pair in rest[rest.utf8.index(after: hash)...].split(separator: "&") {
                let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                if halves.count == 2 { fragment[String(halves[0])] = String(halves[1]).percentDecoded }
            }
            rest = String(rest[..<hash])
        }
        if rest.hasSuffix("]"), let open = rest.utf8.lastIndex(of: UInt8(ascii: "[")) {
            for extra in rest[rest.utf8.index(after: open)...].dropLast().split(separator: ",") {
                guard let name = try? PackageName(String(extra).trimmed) else {
                    throw RequirementAddressError(text: text, detail: "'\(extra)' is no extra")
                }
                extras.append(name)
            }
            rest = String(rest[..<open])
        }
        guard !rest.isEmpty else { throw RequirementAddressError(text: text, detail: "there is no address") }
        address = rest
        nameFromFile()
    }

    private mutating func nameFromFile() {
        if let egg = fragment["egg"] {
            let bytes = Array(egg.utf8)
            name = try? PackageName(bytes: bytes.prefix { $0.isAlphanumeric || $0.isSeparator })
        }
        let file = LockedFile(.url(address)).name ?? ""
        if let wheel = try? WheelFilename(file) {
            name = wheel.name
            version = wheel.version
        } else if let sdist = try? SdistFilename(file) {
            name = name ?? sdist.name
            version = sdist.version
        }
    }

    /// Hashes in the fragment of a URL.
    var hashes: [FileHash] {
        ["sha256", "sha384", "sha512"].compactMap { algorithm in
            fragment[algorithm].flatMap { FileHash(algorithm: algorithm, digest: $0) }
        }
    }

    func source(folder: String) -> LockedSource {
        let subdirectory = fragment["subdirectory"]
        if let plus = address.utf8.firstIndex(of: UInt8(ascii: "+")), address[..<plus] == "git" {
            return .git(git(String(address[address.utf8.index(after: plus)...]), subdirectory))
        }
        if address.hasPrefix("file://") {
            return local(String(address.dropFirst("file://".count)).percentDecoded, folder: folder)
        }
        if address.contains("://") { return .url(address, subdirectory: subdirectory) }
        return local(address.hasPrefix("file:") ? String(address.dropFirst("file:".count)) : address, folder: folder)
    }

    /// `https://host/repository@revision`
    private func git(_ url: String, _ subdirectory: String?) -> LockedGitSource {
        let path = url.utf8.lastIndex(of: UInt8(ascii: "/")) ?? url.startIndex
        guard let mark = url[path...].utf8.lastIndex(of: UInt8(ascii: "@")) else {
            return LockedGitSource(url: url, subdirectory: subdirectory)
        }
        let revision = String(url[url.utf8.index(after: mark)...])
        let isCommit = revision.utf8.count == 40 && revision.utf8.allSatisfy { $0.hexadecimalDigit != nil }
        return LockedGitSource(
            url: String(url[..<mark]), reference: revision, commit: isCommit ? revision : nil,
            subdirectory: subdirectory)
    }

    private func local(_ path: String, folder: String) -> LockedSource {
        // A path that leaves the project stays as it is; whoever reads it must refuse it.
        let resolved = RelativePath.resolve(path, from: folder).map { $0.isEmpty ? "." : $0 } ?? path
        if Self.archiveSuffixes.contains(where: resolved.hasSuffix) { return .path(resolved) }
        return isEditable ? .editable(resolved) : .directory(resolved)
    }
}

/// Why a text is no address of a package.
struct RequirementAddressError: Refusal, Equatable {
    var text: String
    var detail: String

    var what: String { "'\(text.printable())' is no address of a package: \(detail)" }
    var hint: String? { "write 'name @ https://…', 'name @ git+https://…@commit' or './folder'" }
}

extension String {
    fileprivate var trimmed: String { Array(utf8)[...].trimmingWhitespace().text }

    /// Where the blanks before ` ;` begin.
    fileprivate var firstBlankBeforeSemicolon: String.Index? {
        let bytes = utf8
        var start: String.Index?
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index].isBlank {
                start = start ?? index
            } else {
                if bytes[index] == UInt8(ascii: ";"), let start { return start }
                start = nil
            }
            index = bytes.index(after: index)
        }
        return nil
    }
}
