/// A package in a system's package database, as dpkg's `status` or a `status.d` paragraph records it.
public struct InstalledDebianPackage: Sendable, Hashable {
    public var name: String
    public var version: DebianVersion
    public var architecture: String
    /// What advisories are about: the source package's name and version.
    public var source: SourcePackage
    /// Desired action, error flag and state; `nil` in `status.d`, which has no `Status` field.
    public var status: Status?
    /// KiB, as estimated by the packager.
    public var installedSize: UInt64?
    public var maintainer: String?
    public var homepage: String?
    public var conffiles: [Conffile]

    /// The three words of `Status` (dpkg(1), "Package states").
    public struct Status: Sendable, Hashable {
        public var want: String
        public var flag: String
        public var state: String

        public init(want: String, flag: String, state: String) {
            self.want = want
            self.flag = flag
            self.state = state
        }
    }

    /// A configuration file and its checksum as shipped.
    public struct Conffile: Sendable, Hashable {
        /// Absolute.
        public var path: String
        /// MD5 in lower-case hexadecimal, or a word such as `newconffile` where it is not known yet.
        public var md5: String
        /// A file that newer versions of the package do not have any more.
        public var isObsolete: Bool

        public init(path: String, md5: String, isObsolete: Bool = false) {
            self.path = path
            self.md5 = md5
            self.isObsolete = isObsolete
        }
    }

    /// Whether the package is there in full. Removed packages keep a paragraph for their configuration files.
    public var isInstalled: Bool { status.map { $0.state == "installed" } ?? true }
}

extension InstalledDebianPackage {
    /// Reads a paragraph. With `requiresStatus`, as in `/var/lib/dpkg/status`, `Status` has to be there.
    public init(_ paragraph: ControlParagraph, requiresStatus: Bool) throws(ControlError) {
        name = try paragraph.required("Package")
        do {
            version = try DebianVersion(try paragraph.required("Version"))
        } catch let error as ControlError {
            throw error
        } catch {
            throw paragraph.error(.invalidValue(field: "Version", detail: Self.detail(error)), at: "Version")
        }
        architecture = paragraph.text("Architecture") ?? "all"
        do {
            source = try SourcePackage(field: paragraph.text("Source"), package: name, version: version)
        } catch { throw paragraph.error(.invalidValue(field: "Source", detail: error.what), at: "Source") }
        status = nil
        if let text = paragraph.text("Status") {
            let words = text.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
            guard words.count == 3 else {
                throw paragraph.error(.invalidValue(field: "Status", detail: "it has not three words"), at: "Status")
            }
            status = Status(want: words[0], flag: words[1], state: words[2])
        } else if requiresStatus {
            throw paragraph.error(.missingField("Status"))
        }
        installedSize = paragraph["Installed-Size"].flatMap(DecimalText.parse)
        maintainer = paragraph.text("Maintainer")
        homepage = paragraph.text("Homepage")
        conffiles = paragraph.continuationLines("Conffiles").compactMap(Self.conffile)
    }

    private static func detail(_ error: any Error) -> String {
        (error as? DebianVersionError)?.what ?? "it is not a version"
    }

    private static func conffile(_ line: ArraySlice<UInt8>) -> Conffile? {
        var words = line.split(separator: UInt8(ascii: " "))
        var isObsolete = false
        while let last = words.last, last.elementsEqual("obsolete".utf8) || last.elementsEqual("remove-on-upgrade".utf8)
        {
            isObsolete = isObsolete || last.elementsEqual("obsolete".utf8)
            words.removeLast()
        }
        guard let checksum = words.popLast(), let first = words.first, let last = words.last else { return nil }
        // The path may hold blanks: it is all that stands before the checksum.
        return Conffile(
            path: String(decoding: line[first.startIndex..<last.endIndex], as: UTF8.self),
            md5: String(decoding: checksum, as: UTF8.self), isObsolete: isObsolete)
    }
}
