/// A system's package database: `/var/lib/dpkg/status`, or one file of `/var/lib/dpkg/status.d`.
///
/// A damaged paragraph does not hide the others: it is reported beside them.
public struct PackageDatabase: Sendable {
    /// In the order of the file; removed packages included, see `InstalledDebianPackage.isInstalled`.
    public var packages: [InstalledDebianPackage] = []
    /// Paragraphs that could not be read.
    public var errors: [ControlError] = []

    static let maximumErrors = 100

    public enum Form: Sendable {
        /// dpkg's own file.
        case status
        /// Files as distroless images have them: control paragraphs without `Status`.
        case statusDirectory
    }

    /// Reads the bytes of a database file.
    public init(_ bytes: [UInt8], form: Form, source: String? = nil) {
        var reader = ControlReader(bytes, source: source)
        while errors.count < Self.maximumErrors {
            let paragraph: ControlParagraph
            do {
                guard let next = try reader.next() else { return }
                paragraph = next
            } catch {
                errors.append(error)
                reader.skipParagraph()
                continue
            }
            // dpkg keeps the wish to install a package that was never there: a name without a version.
            if form == .status, paragraph["Version"] == nil,
                paragraph.text("Status")?.hasSuffix(" not-installed") == true
            {
                continue
            }
            do {
                packages.append(try InstalledDebianPackage(paragraph, requiresStatus: form == .status))
            } catch { errors.append(error) }
        }
    }
}
