internal import TareInventory
internal import TareOCI

/// An extension module's file on the module path of a Python.
struct ExtensionModule {
    var node: ImageTree.Node
    var path: String
    /// The path below the folder on `sys.path`, without its ending: `pydantic_core/_pydantic_core`.
    var module: String
    /// What the name says of the interpreter: `cpython-312-x86_64-linux-gnu`, `abi3`, or nothing.
    var tag: String
    /// The folder on `sys.path`.
    var site: String
    var isStandard: Bool
}

extension ExtensionModule {
    private static let mostModules = 50_000

    /// All modules below the folders for installed packages and of the standard library, by path. One pass over the
    /// tree.
    static func all(of runtime: PythonRuntime, in boot: Boot) -> [ExtensionModule] {
        let tree = boot.tree
        let folders = searched(runtime, tree)
        guard !folders.isEmpty else { return [] }
        var modules: [ExtensionModule] = []
        tree.forEachNode { node in
            guard tree.kind(of: node) == .regular, modules.count < mostModules else { return }
            let name = tree.name(of: node)
            guard let (last, tag) = ExtensionSuffixes.tag(of: name), tree.elf(of: node) != nil else { return }
            let path = tree.path(of: node)
            guard let folder = folders.first(where: { path.hasPrefix($0.prefix) }) else { return }
            let parents = path.dropFirst(folder.prefix.count).dropLast(name.count)
            // `x.libs` and `.venv` are no packages.
            guard !parents.contains(".") else { return }
            modules.append(
                ExtensionModule(
                    node: node, path: path, module: parents + last, tag: tag, site: folder.folder.path,
                    isStandard: folder.folder.origin == .standardLibrary))
        }
        return modules.sorted { $0.path < $1.path }
    }

    /// The folders with what their paths begin with, links resolved; those that lie in others come first. The working
    /// directory is left out: it may hold the whole image.
    private static func searched(
        _ runtime: PythonRuntime, _ tree: ImageTree
    ) -> [(prefix: String, folder: ModulePath.Folder)] {
        runtime.modulePath.folders.compactMap { folder in
            guard folder.origin != .main,
                folder.origin != .standardLibrary || folder.path.hasSuffix("/lib-dynload"),
                let directory = tree.node(at: folder.path), tree.kind(of: directory) == .directory
            else { return nil }
            return (PathLookup.joined(tree.path(of: directory), ""), folder)
        }.sorted { ($1.prefix.utf8.count, $0.prefix) < ($0.prefix.utf8.count, $1.prefix) }
    }

    /// The first part of the module's name: `pydantic_core`.
    var top: String { module.split(separator: "/").first.map(String.init) ?? module }

    /// The distribution that has the module, as far as names tell it.
    func distribution(in inventory: ImageInventory) -> String {
        let wanted = Self.distributions[top].map { [$0] } ?? []
        let names = [PythonName.normalized(top)] + wanted
        for package in inventory.packages where package.type == .python && package.python?.directory == site {
            if names.contains(package.normalizedName) { return "\(package.name) \(package.version ?? "")" }
        }
        for package in inventory.packages where package.type == .python && package.python?.directory == site {
            if names.contains(where: { package.normalizedName.hasPrefix($0 + "-") }) {
                return "\(package.name) \(package.version ?? "")"
            }
        }
        return top
    }

    /// Distributions whose modules have other names.
    private static let distributions: [String: String] = [
        "_argon2_cffi_bindings": "argon2-cffi-bindings", "_brotli": "brotli", "_cffi_backend": "cffi",
        "_ruamel_yaml": "ruamel-yaml-clib", "_yaml": "pyyaml", "bcrypt": "bcrypt", "bson": "pymongo",
        "cv2": "opencv-python", "fitz": "pymupdf", "google": "protobuf", "grpc": "grpcio", "magic": "python-magic",
        "MySQLdb": "mysqlclient", "nacl": "pynacl", "OpenSSL": "pyopenssl", "PIL": "pillow",
        "pkg_resources": "setuptools",
        "psycopg2": "psycopg2", "pymupdf": "pymupdf", "skimage": "scikit-image", "sklearn": "scikit-learn",
        "yaml": "pyyaml", "zmq": "pyzmq", "_zstd": "zstd", "lxml": "lxml",
    ]
}
