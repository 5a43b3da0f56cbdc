public import TareOCI

extension CatalogueEntry {
    /// A candidate that the catalogue does not know: an image that somebody names. Nothing is stated of it, so that all
    /// that is known is measured.
    ///
    /// - Parameter name: as it was given; it serves as the id.
    public init(unlisted image: ImageLocation, named name: String) {
        id = name
        title = name
        isDefault = false
        origin = .image(image)
        interpreter = .own(path: nil, python: nil)
        support = []
        pythons = []
        sizes = []
    }

    /// The folder that a CPython is put into where the base has none.
    public var managedFolder: String {
        if case .managed(let folder) = interpreter { folder } else { "/python" }
    }
}

extension SupportSubject {
    /// A distribution by its `/etc/os-release`: the version is the part that its releases are named by.
    ///
    /// - Parameters:
    ///   - id: `ID`, such as `debian`.
    ///   - version: `VERSION_ID`, such as `12` or `3.22.1`.
    public init?(distribution id: String, version: String) {
        let parts = version.split(separator: ".")
        switch id {
        case "debian": self.init(product: id, version: parts.prefix(1).joined(separator: "."))
        case "alpine" where parts.count > 1: self.init(product: id, version: parts.prefix(2).joined(separator: "."))
        default: return nil
        }
    }
}
