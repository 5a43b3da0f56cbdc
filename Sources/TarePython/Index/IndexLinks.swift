/// The anchors of an index's HTML page: `<a href="URL#sha256=…" data-requires-python="…">NAME</a>` (PEP 503, 592, 658).
///
/// A reader of the few things that such pages consist of, in one pass; not of HTML at large.
struct IndexLinks {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    private typealias Attributes = [String: String]

    /// - Throws: `notAnIndex` where it is no HTML, or asks for a password in place of listing files.
    func files() throws(IndexPageError) -> [IndexFile] {
        var reader = self
        var files: [IndexFile] = []
        var isHTML = false
        while let tag = reader.nextTag() {
            switch tag.name {
            case "!doctype", "html", "head", "body": isHTML = true
            case "form", "input": throw .notAnIndex
            case "a":
                isHTML = true
                let name = reader.text()
                if let file = Self.file(tag.attributes, name: name) { files.append(file) }
                guard files.count <= IndexPage.maximumFiles else { throw .tooManyFiles(limit: IndexPage.maximumFiles) }
            default: continue
            }
        }
        guard isHTML else { throw .notAnIndex }
        return files
    }

    private static func file(_ attributes: Attributes, name: String) -> IndexFile? {
        guard let href = attributes["href"] else { return nil }
        let parts = href.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let isArchive = [".whl", ".tar.gz", ".zip", ".tar.bz2", ".egg"].contains { name.hasSuffix($0) }
        guard let url = parts.first, isArchive, IndexFile.isSafe(name) else { return nil }
        let metadata = attributes["data-core-metadata"] ?? attributes["data-dist-info-metadata"]
        return IndexFile(
            name: name, url: String(url), sha256: parts.count == 2 ? digest(String(parts[1])) : nil,
            requiresPython: attributes["data-requires-python"], isYanked: attributes["data-yanked"] != nil,
            hasMetadata: metadata != nil && metadata != "false", metadataSHA256: metadata.flatMap(digest))
    }

    private static func digest(_ field: String) -> String? {
        field.hasPrefix("sha256=") ? IndexFile.digest(String(field.dropFirst("sha256=".count))) : nil
    }

    /// The next opening tag, comments and closing tags passed over.
    private mutating func nextTag() -> (name: String, attributes: Attributes)? {
        while let open = index(of: "<", from: at) {
            at = open + 1
            if bytes[at...].starts(with: "!--".utf8) {
                at = index(of: "-->", from: at).map { $0 + 3 } ?? bytes.count
                continue
            }
            let name = word().lowercased()
            if name.isEmpty { continue }
            return (name, attributes())
        }
        return nil
    }

    /// Up to the tag's end.
    private mutating func attributes() -> Attributes {
        var found: Attributes = [:]
        while at < bytes.count {
            skipBlanks()
            guard at < bytes.count, bytes[at] != UInt8(ascii: ">") else { break }
            let name = word().lowercased()
            skipBlanks()
            guard at < bytes.count, bytes[at] == UInt8(ascii: "=") else {
                if name.isEmpty { at += 1 } else { found[name] = "" }
                continue
            }
            at += 1
            skipBlanks()
            found[name] = value()
        }
        at = min(at + 1, bytes.count)
        return found
    }

    private mutating func value() -> String {
        guard at < bytes.count else { return "" }
        let quote = bytes[at]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let start = at + 1
            let end = bytes[start...].firstIndex(of: quote) ?? bytes.count
            at = min(end + 1, bytes.count)
            return Self.unescaped(bytes[start..<end])
        }
        let start = at
        while at < bytes.count, !bytes[at].isWhitespace, bytes[at] != UInt8(ascii: ">") { at += 1 }
        return Self.unescaped(bytes[start..<at])
    }

    /// The text up to the next tag, without white space around it.
    private mutating func text() -> String {
        let end = bytes[at...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
        defer { at = end }
        return Self.unescaped(bytes[at..<end].trimmingWhitespace())
    }

    private mutating func word() -> String {
        let start = at
        while at < bytes.count, bytes[at].isAlphanumeric || "!-_:".utf8.contains(bytes[at]) { at += 1 }
        return bytes[start..<at].text
    }

    private mutating func skipBlanks() {
        while at < bytes.count, bytes[at].isWhitespace || bytes[at] == UInt8(ascii: "/") { at += 1 }
    }

    private func index(of text: StaticString, from start: Int) -> Int? {
        let pattern = text.withUTF8Buffer { Array($0) }
        guard let first = pattern.first, start < bytes.count else { return nil }
        var from = start
        while let found = bytes[from...].firstIndex(of: first) {
            if bytes[found...].starts(with: pattern) { return found }
            from = found + 1
        }
        return nil
    }

    /// The references that serialisers write; any other `&` stands for itself.
    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
        let text = bytes.text
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var result = ""
        var rest = text[...]
        while let ampersand = rest.firstIndex(of: "&") {
            result += rest[..<ampersand]
            rest = rest[ampersand...]
            guard let end = rest.prefix(10).firstIndex(of: ";"), let character = reference(rest[..<end].dropFirst())
            else {
                result += "&"
                rest = rest.dropFirst()
                continue
            }
            result.unicodeScalars.append(character)
            rest = rest[end...].dropFirst()
        }
        return result + rest
    }

    private static func reference(_ name: Substring) -> Unicode.Scalar? {
        switch name {
        case "lt": "<"
        case "gt": ">"
        case "amp": "&"
        case "quot": "\""
        case "apos": "'"
        default:
            if name.hasPrefix("#x") || name.hasPrefix("#X") {
                UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
            } else if name.hasPrefix("#") {
                UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
            } else {
                nil
            }
        }
    }
}
