/// The head of a Python distribution's core metadata (PyPA, "Core metadata specifications"; PEP 241 and later).
struct CoreMetadata {
    var name: String?
    var version: String?
    /// `License-Expression` (PEP 639), else a `License` that is one short line: some put the whole text there.
    var license: String?
    /// Whether the text ends inside the line of the name or version.
    private var isCutOff = false

    init(_ text: ArraySlice<UInt8>) {
        var stated: ArraySlice<UInt8> = []
        var fields = HeaderFields(text)
        while let field = fields.next() {
            if fields.rest.isEmpty, text.last != newline, field.isNamed("Name") || field.isNamed("Version") {
                isCutOff = true
            }
            switch field.name.first.map(\.lowercased) {
            case UInt8(ascii: "n") where name == nil && field.isNamed("Name"): name = field.value.text
            case UInt8(ascii: "v") where version == nil && field.isNamed("Version"): version = field.value.text
            case UInt8(ascii: "l") where field.isNamed("License-Expression"): license = field.value.text
            case UInt8(ascii: "l") where field.isNamed("License"): stated = field.value
            default: break
            }
        }
        if license == nil, !stated.isEmpty, stated.count <= Self.longestLicense, !stated.equals("UNKNOWN") {
            license = stated.text
        }
        if name?.isEmpty == true { name = nil }
        if version?.isEmpty == true { version = nil }
    }

    /// Name and version as a metadata directory's name has them: `NAME-VERSION[-pyX.Y].KIND`.
    init(directoryName: String, kind: String) {
        let parts = directoryName.dropLast(kind.count).split(
            separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
        name = parts.first.flatMap { $0.isEmpty ? nil : String($0) }
        version = parts.count > 1 && !parts[1].isEmpty ? String(parts[1]) : nil
    }

    /// What is wrong with a text that was read: both fields have to be there (metadata 1.0 and later).
    func damage(at path: String) -> InventoryProblem? {
        if isCutOff { return .cutOff(path) }
        if name == nil { return InventoryProblem(path: path, what: "states no name") }
        return version == nil ? InventoryProblem(path: path, what: "states no version") : nil
    }

    private static let longestLicense = 120
}
