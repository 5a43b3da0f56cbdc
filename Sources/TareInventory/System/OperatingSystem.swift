internal import TareOCI

/// The operating system that an image says it is.
public struct OperatingSystem: Codable, Sendable, Hashable {
    /// `ID` of os-release: `debian`, `alpine`, `wolfi`.
    public var id: String?
    /// `ID_LIKE`, in order of nearness.
    public var idLike: [String] = []
    /// `PRETTY_NAME`, else `NAME` with the version.
    public var name: String?
    /// `VERSION_ID`: `12`, `3.21.2`.
    public var versionID: String?
    /// `VERSION_CODENAME`: `bookworm`.
    public var codename: String?
    public var variant: String?
    /// The point release where a file of its own states it: `etc/debian_version`, `etc/alpine-release`.
    public var release: String?
    /// Whether packages were put together without a package manager: dpkg's `status.d`, or the name `Distroless`.
    public var isDistroless = false
    /// The file that was read; `nil` where there is none.
    public var source: String?

    static let selection: [ContentSelection.Rule] = (osRelease + [debianVersion, alpineRelease]).map {
        .init(.path($0), maximumBytes: 64 << 10)
    }

    private static let osRelease = ["etc/os-release", "usr/lib/os-release"]
    private static let debianVersion = "etc/debian_version"
    private static let alpineRelease = "etc/alpine-release"

    /// `nil` for an image that says nothing about it, as one from scratch.
    init?(_ survey: TreeSurvey, _ problems: inout [InventoryProblem]) {
        isDistroless =
            survey.tree.node(at: "var/lib/dpkg/status.d").map { !survey.tree.children(of: $0).isEmpty } ?? false
        for path in Self.osRelease {
            // os-release(5): the file in /etc, often a link to the other, comes first; a dangling link counts as
            // absent.
            guard let node = survey.tree.node(at: path), let text = survey.content(of: node, &problems) else {
                continue
            }
            source = survey.tree.path(of: node)
            let values = OSRelease(text)
            if let damage = values.damage, let source { problems.append(InventoryProblem(path: source, what: damage)) }
            read(values)
            break
        }
        release =
            Self.firstLine(Self.alpineRelease, survey, &problems)
            ?? Self.firstLine(Self.debianVersion, survey, &problems)
        guard source != nil || release != nil else { return nil }
    }

    private mutating func read(_ values: OSRelease) {
        id = values["ID"]
        idLike = values["ID_LIKE"]?.split(separator: " ").map(String.init) ?? []
        versionID = values["VERSION_ID"]
        codename = values["VERSION_CODENAME"]
        variant = values["VARIANT"] ?? values["VARIANT_ID"]
        name =
            values["PRETTY_NAME"]
            ?? values["NAME"].map { [$0, values["VERSION"]].compactMap(\.self).joined(separator: " ") }
        if name == "Distroless" { isDistroless = true }
    }

    private static func firstLine(_ path: String, _ survey: TreeSurvey, _ problems: inout [InventoryProblem]) -> String?
    {
        guard let node = survey.tree.node(at: path), let text = survey.content(of: node, &problems) else { return nil }
        var lines = ByteLines(text)
        return lines.next().map(\.trimmed).flatMap { $0.isEmpty ? nil : $0.text }
    }
}
