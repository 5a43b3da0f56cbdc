/// What is wrong with an entry's name.
public enum ZipNameProblem: String, Sendable, Hashable, CaseIterable {
    case empty = "has no name"
    case tooLong = "has a name longer than a path may be"
    case parentComponent = "has a '..' component and could leave the root"
    case absolute = "is an absolute path"
    case drive = "begins with a drive letter"
    case backslash = "has a backslash, which is a separator for some unpackers"
    case emptyComponent = "has an empty or '.' component"
    case control = "has a character that cannot be shown"
    case notUTF8 = "has a name that is not UTF-8"
    /// Bytes beyond ASCII without the flag that says which characters they are.
    case unknownEncoding = "has a name of unknown encoding"
    /// A Unicode path field that is not the header's name.
    case renamed = "has a second, different name"
}

/// The rules for names: relative, canonical, of printable characters, the same for every unpacker on every system.
enum ZipName {
    /// The first problem of a name, if it has one. A trailing slash makes a folder. One pass over ASCII.
    static func problem(_ bytes: [UInt8], _ range: Range<Int>, isUTF8: Bool, maximum: Int) -> ZipNameProblem? {
        guard !range.isEmpty else { return .empty }
        guard range.count <= maximum else { return .tooLong }
        if bytes[range.lowerBound] == UInt8(ascii: "/") { return .absolute }
        if range.count >= 2, bytes[range.lowerBound + 1] == UInt8(ascii: ":"),
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[range.lowerBound] | 0x20)
        {
            return .drive
        }
        var isASCII = true
        var start = range.lowerBound
        for at in range {
            let byte = bytes[at]
            if byte == UInt8(ascii: "/") {
                if let problem = component(bytes, start..<at) { return problem }
                start = at + 1
            } else if byte == UInt8(ascii: "\\") {
                return .backslash
            } else if byte < 0x20 || byte == 0x7F {
                return .control
            } else if byte >= 0x80 {
                isASCII = false
            }
        }
        if start < range.upperBound, let problem = component(bytes, start..<range.upperBound) { return problem }
        return isASCII ? nil : beyondASCII(bytes[range], isUTF8: isUTF8)
    }

    private static func component(_ bytes: [UInt8], _ range: Range<Int>) -> ZipNameProblem? {
        let dot = UInt8(ascii: ".")
        switch range.count {
        case 0: return .emptyComponent
        case 1: return bytes[range.lowerBound] == dot ? .emptyComponent : nil
        case 2: return bytes[range.lowerBound] == dot && bytes[range.lowerBound + 1] == dot ? .parentComponent : nil
        default: return nil
        }
    }

    private static func beyondASCII(_ name: ArraySlice<UInt8>, isUTF8: Bool) -> ZipNameProblem? {
        guard let text = String(validating: name, as: UTF8.self) else { return .notUTF8 }
        guard isUTF8 else { return .unknownEncoding }
        let isShown = text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .privateUse, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
        return isShown ? nil : .control
    }
}
