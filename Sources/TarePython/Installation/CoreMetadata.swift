/// What a distribution says of itself in `.dist-info/METADATA` (core metadata specification), as far as it decides what
/// is installed and what a bill of materials lists.
public struct CoreMetadata: Sendable, Hashable {
    public let name: PackageName
    /// The name as the project spells it.
    public let displayName: String
    public let version: PEP440Version
    public let requiresPython: VersionSpecifierSet?
    public let requiresDist: [Requirement]
    public let providesExtra: [String]
    public let summary: String?
    /// An SPDX expression (metadata 2.4).
    public let licenseExpression: String?
    /// The licence's name or text, before 2.4.
    public let license: String?
    /// Requirements that are none, as old releases have them: passed over, as uv does where it cannot mend them.
    public let unreadable: [HeaderFields.Field]

    public init(_ bytes: [UInt8], file: String = "METADATA") throws(WheelContentError) {
        let fields = try HeaderFields(bytes, file: file)
        func required(_ name: String) throws(WheelContentError) -> HeaderFields.Field {
            guard let field = fields.all(name).first else {
                throw .malformed(file: file, line: 0, detail: "it states no \(name)")
            }
            return field
        }
        let (name, version) = (try required("Name"), try required("Version"))
        do { self.name = try PackageName(name.value) } catch {
            throw .malformed(file: file, line: name.line, detail: error.what)
        }
        do { self.version = try PEP440Version(version.value) } catch {
            throw .malformed(file: file, line: version.line, detail: error.what)
        }
        displayName = name.value
        var unreadable: [HeaderFields.Field] = []
        let python = fields.all("Requires-Python").first
        requiresPython = python.flatMap { try? VersionSpecifierSet($0.value) }
        if let python, requiresPython == nil { unreadable.append(python) }
        var requirements: [Requirement] = []
        for field in fields.all("Requires-Dist") {
            do { requirements.append(try Requirement(field.value)) } catch { unreadable.append(field) }
        }
        requiresDist = requirements
        providesExtra = fields.all("Provides-Extra").map(\.value)
        summary = fields.first("Summary")
        licenseExpression = fields.first("License-Expression")
        license = fields.first("License")
        self.unreadable = unreadable
    }
}
