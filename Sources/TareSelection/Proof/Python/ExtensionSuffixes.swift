internal import TareInventory
internal import TareOCI

/// The endings of extension modules' names that an interpreter imports, and what the others say
/// (`importlib.machinery.EXTENSION_SUFFIXES`; PEP 3149, PEP 703).
struct ExtensionSuffixes {
    /// In the order in which they are tried; empty for an interpreter that is not known.
    let own: [String]

    init(_ interpreter: PythonInterpreter?, _ platform: Platform) {
        guard let interpreter, interpreter.implementation == .cpython else {
            own = interpreter == nil ? [".so"] : []
            return
        }
        var suffixes: [String] = []
        if let tag = interpreter.extensionTag {
            suffixes.append("." + tag + ".so")
        } else if let minor = interpreter.minor, let machine = LoaderMachine(platform.normalized) {
            // A build that does not tell its tag: both C libraries are thought possible.
            let stem = ".cpython-\(minor.major)\(minor.minor)" + (interpreter.isFreeThreaded ? "t" : "")
            let interface = machine.tagName == "arm" ? "eabihf" : ""
            for library in ["gnu", "musl"] {
                suffixes.append("\(stem)-\(machine.tagName)-linux-\(library)\(interface).so")
            }
        }
        // A build without the lock has no stable interface of that name.
        if !interpreter.isFreeThreaded { suffixes.append(".abi3.so") }
        suffixes.append(".so")
        own = suffixes
    }

    /// What an extension module's name says besides the module: `cpython-312-x86_64-linux-gnu`, `abi3`; empty for a
    /// bare `.so`; `nil` where it is no module's name.
    static func tag(of name: String) -> (module: String, tag: String)? {
        guard name.hasSuffix(".so"), let dot = name.firstIndex(of: ".") else { return nil }
        let module = String(name[..<dot])
        let rest = name[name.index(after: dot)...]
        guard rest != "so" else { return (module, "") }
        let tag = String(rest.dropLast(3))
        guard tag == "abi3" || tag.hasPrefix("cpython-") || tag.hasPrefix("pypy") || tag.hasPrefix("graalpy"),
            !tag.contains(".")
        else { return nil }
        return (module, tag)
    }

    func accepts(_ tag: String) -> Bool { own.contains(tag.isEmpty ? ".so" : "." + tag + ".so") }

    /// A file of that module which another interpreter would import.
    func foreignModule(_ name: String, in directory: ImageTree.Node, _ tree: ImageTree) -> String? {
        guard !own.isEmpty else { return nil }
        for child in tree.children(of: directory) {
            let file = tree.name(of: child)
            guard file.hasPrefix(name + "."), let (module, tag) = Self.tag(of: file), module == name, !accepts(tag)
            else { continue }
            return tree.path(of: child)
        }
        return nil
    }
}

extension LoaderMachine {
    /// The machine in extension modules' tags: `x86_64`, `aarch64`, `i386`.
    var tagName: String {
        switch name {
        case "armhf": "arm"
        default: name
        }
    }
}
