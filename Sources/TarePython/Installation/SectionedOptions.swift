/// Options in sections, as Python's `configparser` reads them: `name = value`, continued on lines that are indented
/// further; lines that begin with `#` or `;` are comments; names and sections come once. Only `=` separates, and names
/// keep their case, as the entry points specification has it.
struct SectionedOptions {
    struct Option {
        var name: String
        /// Its lines, the first without white space before it.
        var value: [UInt8]
        var line: Int
    }

    private(set) var sections: [String: [Option]] = [:]

    static let maximumOptions = 10_000
    /// What its options are are those of every section.
    private static let defaults = "DEFAULT"

    init(_ bytes: [UInt8], file: String) throws(WheelContentError) {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw .malformed(file: file, line: 0, detail: "it is not UTF-8")
        }
        var section: String?
        var isContinued = false
        var indent = 0
        var seen: Set<[String]> = []
        for (index, raw) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            func malformed(_ detail: String) -> WheelContentError {
                .malformed(file: file, line: index + 1, detail: detail)
            }
            let line = raw.trimmingWhitespace()
            guard let first = line.first else {
                // An empty line is one of the value, if more of the value follows.
                if isContinued { append([], to: section) }
                continue
            }
            if first == UInt8(ascii: "#") || first == UInt8(ascii: ";") { continue }
            let depth = line.startIndex - raw.startIndex
            if isContinued, depth > indent {
                append(line, to: section)
                continue
            }
            (indent, isContinued) = (depth, false)
            if first == UInt8(ascii: "["), let end = line.lastIndex(of: UInt8(ascii: "]")), end > line.startIndex + 1 {
                let name = line[(line.startIndex + 1)..<end].text
                guard sections[name] == nil || name == Self.defaults else {
                    throw malformed("section '\(name)' comes twice")
                }
                sections[name, default: []] += []
                section = name
                continue
            }
            guard let section else { throw malformed("a line stands before the first section") }
            guard let equals = line.firstIndex(of: UInt8(ascii: "=")), equals > line.startIndex else {
                throw malformed("'\(line.text)' is neither a section nor 'name = value'")
            }
            let name = line[..<equals].trimmingWhitespace().text
            guard seen.insert([section, name]).inserted else { throw malformed("'\(name)' comes twice") }
            guard seen.count <= Self.maximumOptions else { throw malformed("it has too many options") }
            let value = Array(line[(equals + 1)...].trimmingWhitespace())
            sections[section]?.append(Option(name: name, value: value, line: index + 1))
            isContinued = true
        }
    }

    private mutating func append(_ line: ArraySlice<UInt8>, to section: String?) {
        guard let section, var options = sections.removeValue(forKey: section) else { return }
        if let last = options.indices.last { options[last].value += [0x0A] + line }
        sections[section] = options
    }

    /// The options of a section, with those of all sections before them where the section does not have its own.
    func options(of section: String) -> [Option] {
        guard let own = sections[section] else { return [] }
        let names = Set(own.map(\.name))
        return (sections[Self.defaults] ?? []).filter { !names.contains($0.name) } + own
    }
}
