internal import TareDebian
internal import TareDiagnostics

extension PackageRecord {
    /// The record of a package in dpkg's database or distroless' files.
    init(_ package: InstalledDebianPackage, location: String) {
        self.init(
            type: .deb, name: package.name, version: package.version.description, architecture: package.architecture,
            sourceName: package.source.name, sourceVersion: package.source.version.description, location: location)
    }
}

extension InventoryProblem {
    /// Damage in a database of Debian packages: its location names file and line.
    init(_ error: ControlError, path: String) {
        self.init(path: path, what: "line \(error.line): \(error.what)", hint: error.hint)
    }
}
