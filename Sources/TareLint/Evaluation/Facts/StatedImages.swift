/// What is generally known of well-known base images, for those that nobody has measured.
///
/// Sources: the Dockerfiles of docker-library's `python`, the package lists of Debian, Ubuntu, Alpine and distroless
/// (GoogleContainerTools), astral-sh's list of images; as of November 2026.
enum StatedImages {
    /// Nil for images of other families.
    static func facts(of reference: String) -> BaseImageFacts? {
        let image = ImageName(reference)
        let registry = image.registry ?? "docker.io"
        let name = image.name
        switch registry {
        case "docker.io", "index.docker.io", "registry-1.docker.io", "public.ecr.aws", "mirror.gcr.io":
            let short: Substring
            if name.hasPrefix("library/") {
                short = name.dropFirst(8)
            } else if name.hasPrefix("docker/library/") {
                short = name.dropFirst(15)
            } else {
                short = name[...]
            }
            return official(String(short), image.tag ?? (image.digest == nil ? "latest" : ""))
        case "gcr.io":
            guard name.hasPrefix("distroless/") else { return nil }
            return distroless(String(name.dropFirst(11)), image.tag ?? "latest")
        case "ghcr.io":
            guard name == "astral-sh/uv" else { return nil }
            return uv(image.tag ?? "latest")
        default: return nil
        }
    }

    /// Whether an image may be of a family that is known, or may come to be by its variables.
    static func mayKnow(_ image: ImageName) -> Bool {
        switch image.name.lastName {
        case "python", "debian", "ubuntu", "alpine", "uv", "scratch": true
        case let name:
            image.registry == "gcr.io" || name.utf8.contains(0x24) || (image.registry?.utf8.contains(0x24) ?? false)
        }
    }

    private static func official(_ name: String, _ tag: String) -> BaseImageFacts? {
        switch name {
        case "python":
            let parts = tag.utf8.split(separator: 0x2D).map { String(Substring($0)) }
            guard !tag.has("windows"), !tag.has("nanoserver") else { return nil }
            return python(minor: StatedPython.minor(version: parts.first ?? ""), parts, of: "python")
        case "debian": return debian(of: "debian", isFull: false)
        case "ubuntu": return debian(of: "ubuntu", isFull: false)
        case "alpine": return alpine(of: "alpine", python: nil)
        default: return nil
        }
    }

    private static func python(minor: Int?, _ parts: [String], of family: String) -> BaseImageFacts {
        let python = StatedPython(prefix: "/usr/local", minors: minor.map { [$0] })
        if parts.contains(where: { $0.hasPrefix("alpine") }) { return alpine(of: family, python: python) }
        let isSlim = parts.contains("slim")
        return debian(of: family, isFull: !isSlim, python: python)
    }

    private static func debian(
        of family: String, isFull: Bool, python: StatedPython? = nil
    ) -> BaseImageFacts {
        var files = StatedFiles()
        files.python = python
        if isFull, python != nil || family == "uv" {
            files.present = StatedTools.onFull
            files.absent = StatedTools.absentOnFull
            files.mayHaveLibraries = true
        } else {
            files.present = python == nil ? StatedTools.debian : StatedTools.onSlim
            files.absent = StatedTools.absentOnDebian
        }
        if family == "ubuntu" { files.unsure = ["/home"] }
        var facts = facts(files, family, .glibc, .apt)
        facts.shell = nil
        return withPython(facts, python)
    }

    private static func alpine(of family: String, python: StatedPython?) -> BaseImageFacts {
        var files = StatedFiles()
        files.present = StatedTools.alpine
        files.absent = StatedTools.absentOnAlpine
        files.python = python
        return withPython(facts(files, family, .musl, .apk), python)
    }

    private static func withPython(_ facts: BaseImageFacts, _ python: StatedPython?) -> BaseImageFacts {
        var facts = facts
        guard let python else {
            facts.interpreters = []
            return facts
        }
        facts.interpreters = python.minors?.map {
            PythonInterpreter(path: "\(python.prefix)/bin/python3.\($0)", minor: $0)
        }
        facts.command = ["python3"]
        return facts
    }

    private static func distroless(_ name: String, _ tag: String) -> BaseImageFacts? {
        let parts = name.split(separator: "-").map(String.init)
        let kind = parts[0]
        guard ["static", "base", "cc", "python3"].contains(kind) else { return nil }
        let isDebug = tag.has("debug")
        var files = StatedFiles()
        files.isComplete = true
        files.roots = isDebug ? debugRoots : StatedFiles.debianRoots
        files.homes = nonroot
        files.isDebug = isDebug
        if !isDebug { files.absent = shells }
        var facts = facts(files, "distroless/\(kind)", kind == "static" ? nil : .glibc, .absent)
        facts.interpreters = []
        facts.entrypoint = isDebug ? ["/busybox/sh"] : []
        facts.command = []
        if kind == "python3" {
            // Without a release it was Debian 12 until that was withdrawn.
            let minors = parts.contains("debian13") ? [13] : parts.contains("debian12") ? [11] : [11, 13]
            files.python = StatedPython(prefix: "/usr", minors: minors)
            facts.files = files
            facts.interpreters = minors.map { PythonInterpreter(path: "/usr/bin/python3.\($0)", minor: $0) }
            if !isDebug { facts.entrypoint = ["/usr/bin/python3." + (minors.count == 1 ? "\(minors[0])" : "11")] }
        }
        facts.user = tag.has("nonroot") ? "nonroot" : "root"
        facts.workdir = tag.has("nonroot") ? "/home/nonroot" : "/"
        facts.users = distrolessUsers
        facts.groups = distrolessUsers
        return facts
    }

    /// `latest`, `0.9.2`: the two programs and nothing else; with a system's name, on that system.
    private static func uv(_ tag: String) -> BaseImageFacts? {
        let systems = ["debian", "bookworm", "trixie", "bullseye", "alpine"]
        var parts = tag.split(separator: "-").map(String.init)
        if let first = parts.first, let byte = first.utf8.first, byte &- 0x30 < 10 { parts.removeFirst() }
        var facts: BaseImageFacts
        if let system = parts.first(where: { part in systems.contains { part.hasPrefix($0) } }) {
            let version = parts.first { $0.hasPrefix("python3") }
            let python = version.map { text in
                StatedPython(prefix: "/usr/local", minors: StatedPython.minor(version: text.dropFirst(6)).map { [$0] })
            }
            let isAlpine = system.hasPrefix("alpine")
            if parts.contains(where: { $0.hasPrefix("python") }), version == nil { return nil }
            facts =
                isAlpine
                ? alpine(of: "uv", python: python)
                : debian(of: "uv", isFull: !parts.contains("slim"), python: python)
            if var files = facts.files as? StatedFiles {
                files.local = uvPrograms
                facts.files = files
            }
            facts.command = ["/usr/local/bin/uv"]
        } else {
            var files = StatedFiles()
            files.isComplete = true
            files.roots = uvRoots
            files.rootFiles = uvPrograms
            facts = Self.facts(files, "uv", nil, .absent)
            facts.interpreters = []
            facts.entrypoint = ["/uv"]
        }
        return facts
    }

    private static func facts(
        _ files: StatedFiles, _ family: String, _ libc: BaseImageFacts.Libc?, _ tool: BaseImageFacts.PackageTool
    ) -> BaseImageFacts {
        var facts = BaseImageFacts(source: "stated for images of the family \(family)")
        facts.isStated = true
        facts.files = files
        facts.libc = libc
        facts.packageTool = tool
        facts.entrypoint = []
        facts.user = "root"
        facts.workdir = "/"
        facts.users = users
        return facts
    }

    private static let nonroot: NameSet = ["nonroot"]
    private static let shells: NameSet = ["sh", "bash"]
    private static let uvPrograms: NameSet = ["uv", "uvx"]
    private static let uvRoots: NameSet = ["uv", "uvx", "io"]
    private static let debugRoots = StatedFiles.debianRoots.union(["busybox"])

    private static let users: [String: UInt32] = ["root": 0, "nobody": 65_534]
    private static let distrolessUsers: [String: UInt32] = ["root": 0, "nobody": 65_534, "nonroot": 65_532]
}
