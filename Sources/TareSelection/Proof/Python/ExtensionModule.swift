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

    /// All modules below the folders for installed packages and of the standard library.
    static func all(of runtime: PythonRuntime, in boot: Boot) -> [ExtensionModule] {
        let tree = boot.tree
        var modules: [ExtensionModule] = []
        var seen: Set<ImageTree.Node> = []
        for folder in runtime.modulePath.folders {
            let isStandard = folder.origin == .standardLibrary
            // The working directory is not walked: it may hold the whole image.
            guard folder.origin != .main, !isStandard || folder.path.hasSuffix("/lib-dynload"),
                let directory = tree.node(at: folder.path), tree.kind(of: directory) == .directory
            else { continue }
            var pending = [(directory, "")]
            while let (next, prefix) = pending.popLast() {
                guard seen.insert(next).inserted else { continue }
                for child in tree.children(of: next) {
                    let name = tree.name(of: child)
                    switch tree.kind(of: child) {
                    case .directory where name != "__pycache__": pending.append((child, prefix + name + "/"))
                    case .regular, .hardLink:
                        guard modules.count < mostModules, let (module, tag) = ExtensionSuffixes.tag(of: name),
                            tree.elf(of: child) != nil
                        else { continue }
                        modules.append(
                            ExtensionModule(
                                node: child, path: tree.path(of: child), module: prefix + module, tag: tag,
                                site: folder.path, isStandard: isStandard))
                    default: continue
                    }
                }
            }
        }
        return modules.sorted { $0.path < $1.path }
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
