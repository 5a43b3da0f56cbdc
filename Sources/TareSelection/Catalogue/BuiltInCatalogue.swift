public import TareYAML

extension Catalogue {
    // SwiftPM makes PackageResources from the files in Entries; a test holds this list to that folder.
    static let documents: [(name: String, text: [UInt8])] = [
        ("alpine", PackageResources.alpine_yaml),
        ("chainguard", PackageResources.chainguard_yaml),
        ("debian-distroless-cc-bookworm", PackageResources.debian_distroless_cc_bookworm_yaml),
        ("debian-distroless-cc-trixie", PackageResources.debian_distroless_cc_trixie_yaml),
        ("debian-distroless-python-bookworm", PackageResources.debian_distroless_python_bookworm_yaml),
        ("debian-distroless-python-trixie", PackageResources.debian_distroless_python_trixie_yaml),
        ("debian-slim-bookworm", PackageResources.debian_slim_bookworm_yaml),
        ("debian-slim-trixie", PackageResources.debian_slim_trixie_yaml),
        ("distroless-cc-debian12", PackageResources.distroless_cc_debian12_yaml),
        ("distroless-cc-debian13", PackageResources.distroless_cc_debian13_yaml),
        ("distroless-python-debian12", PackageResources.distroless_python_debian12_yaml),
        ("distroless-python-debian13", PackageResources.distroless_python_debian13_yaml),
        ("full", PackageResources.full_yaml),
        ("redhat-hardened", PackageResources.redhat_hardened_yaml),
        ("slim-bookworm", PackageResources.slim_bookworm_yaml),
        ("slim-trixie", PackageResources.slim_trixie_yaml),
        ("ubi", PackageResources.ubi_yaml),
    ]

    /// The catalogue that is part of the program.
    public static func builtIn() throws(YAMLError) -> Catalogue {
        var entries: [CatalogueEntry] = []
        for document in documents {
            entries.append(try CatalogueEntry(yaml: document.text, source: document.name + ".yaml"))
        }
        return try Catalogue(entries)
    }
}

extension SupportCalendar {
    static let documents: [(name: String, text: [UInt8])] = [
        ("support-alpine", PackageResources.support_alpine_yaml),
        ("support-debian", PackageResources.support_debian_yaml),
        ("support-distroless", PackageResources.support_distroless_yaml),
        ("support-python", PackageResources.support_python_yaml),
    ]

    /// The dates that are part of the program.
    public static func builtIn() throws(YAMLError) -> SupportCalendar {
        var products: [SupportProduct] = []
        for document in documents {
            products.append(try SupportProduct(yaml: document.text, source: document.name + ".yaml"))
        }
        return SupportCalendar(products)
    }
}
