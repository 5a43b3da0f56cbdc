internal import TareOCI

/// A software bill of materials inside a Python package's `.dist-info/sboms` (PEP 770): what a wheel bundles or links
/// in, which no package database knows.
public struct EmbeddedSBOM: Codable, Sendable, Hashable {
    public var path: String
    /// Elements of CycloneDX' `components` or SPDX' `packages`; `nil` where the file is neither, or was not read.
    public var components: Int?

    /// PEP 770 leaves names free; these are what auditwheel, maturin and others write.
    static let selection: [ContentSelection.Rule] =
        [".cdx.json", ".cyclonedx.json", ".spdx.json", "sbom.json", "bom.json"].map {
            .init(.nameAffixes("", $0), maximumBytes: 16 << 20)
        }

    static func find(in distInfo: ImageTree.Node, _ survey: TreeSurvey) -> [EmbeddedSBOM] {
        guard let directory = survey.tree.node("sboms", in: distInfo, followingLinks: false) else { return [] }
        return survey.tree.children(of: directory).compactMap { node in
            guard let file = survey.tree.resolve(node), survey.tree.kind(of: file) == .regular else { return nil }
            let text = survey.tree.content(of: file).map { JSONText($0) }
            return EmbeddedSBOM(
                path: survey.tree.path(of: node),
                components: text.flatMap { $0.count(ofArrayAtKey: "components") ?? $0.count(ofArrayAtKey: "packages") })
        }
    }
}
