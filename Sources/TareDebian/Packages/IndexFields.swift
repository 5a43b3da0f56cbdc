/// The fields of a package index that are kept; all others are passed over.
enum IndexField: Int, CaseIterable {
    case package, version, architecture, multiArch, essential, priority, source, filename, size, sha256, installedSize
    case preDepends, depends, recommends, provides, conflicts, breaks

    /// The name as policy §5.3 writes it.
    var name: StaticString {
        switch self {
        case .package: "Package"
        case .version: "Version"
        case .architecture: "Architecture"
        case .multiArch: "Multi-Arch"
        case .essential: "Essential"
        case .priority: "Priority"
        case .source: "Source"
        case .filename: "Filename"
        case .size: "Size"
        case .sha256: "SHA256"
        case .installedSize: "Installed-Size"
        case .preDepends: "Pre-Depends"
        case .depends: "Depends"
        case .recommends: "Recommends"
        case .provides: "Provides"
        case .conflicts: "Conflicts"
        case .breaks: "Breaks"
        }
    }

    /// Fields by the first letter of their names, lower case: a line is compared with a few of them only.
    static let byInitial: [[IndexField]] = (0..<128).map { letter in
        allCases.filter { $0.name.utf8Start.pointee.lowercased == UInt8(letter) }
    }

    /// The field with this name.
    static func named(_ name: UnsafeRawBufferPointer) -> IndexField? {
        guard let first = name.first, first < 128 else { return nil }
        candidates: for field in byInitial[Int(first.lowercased)] where field.name.utf8CodeUnitCount == name.count {
            // SAFETY: the pointer is to a literal of as many bytes as `name` has.
            let spelling = field.name.utf8Start
            for index in 1..<name.count where name[index].lowercased != spelling[index].lowercased {
                continue candidates
            }
            return field
        }
        return nil
    }
}

/// A range of an index's bytes. Indices are far below 4 GiB; half the width keeps 60,000 entries small.
struct ByteRange {
    var start: UInt32 = 0
    var count: UInt32 = 0

    var range: Range<Int> { Int(start)..<(Int(start) + Int(count)) }
}

/// One package of an index: where its fields are.
struct IndexEntry {
    var fields = InlineArray<17, ByteRange>(repeating: ByteRange())
    /// Line of the first field, from 1.
    var line: UInt32 = 0

    subscript(field: IndexField) -> ByteRange {
        get { fields[field.rawValue] }
        set { fields[field.rawValue] = newValue }
    }
}
