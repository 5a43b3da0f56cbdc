/// Writes `/var/lib/dpkg/status.d`, which distroless images have in place of a database: what scanners read.
struct StatusDirectory {
    static let path = "/var/lib/dpkg/status.d"

    func write(_ packages: [UnpackedPackage], to tree: inout RootTree) throws(AssemblyError) {
        for package in packages {
            try tree.write(package.control + [UInt8(ascii: "\n")], to: "\(Self.path)/\(package.name)")
            if let checksums = package.files["md5sums"] {
                try tree.write(checksums, to: "\(Self.path)/\(package.name).md5sums")
            }
        }
    }
}
