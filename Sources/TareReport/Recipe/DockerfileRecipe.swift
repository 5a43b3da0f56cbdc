public import TareOCI

/// A `Dockerfile` of several stages for a service on a base.
///
/// All stages stand on the base itself, so that builder and service cannot have another interpreter or C library: uv is one
/// static program, and needs no shell where there is none. Dependencies are installed from the lock before the sources are
/// copied; what the service runs belongs to root, and it runs as nobody in particular.
public enum DockerfileRecipe {
    private static let uvCache = "/root/.cache/uv"

    /// - Parameter uvDigest: what the tag of the image with uv named when it was asked for.
    public static func text(_ service: ServiceRecipe, on base: RecipeBase, uvDigest: Digest? = nil) -> String {
        var lines = [RecipeHeader(base: base.id, python: base.python).line]
        lines += comments(service, base)
        lines += ["", "FROM \(RecipePins.pinned(UVImage.name, uvDigest)) AS uv"]
        lines += ["", "FROM \(base.pinned) AS base", ""]
        lines += builder(service, base)
        lines.append("")
        lines += runtime(service, base)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func comments(_ service: ServiceRecipe, _ base: RecipeBase) -> [String] {
        var lines = [
            "# \(comment(base.title)). CPython \(base.python), packages from \(comment(service.packages.lock))."
        ]
        if let assembly = base.assembly {
            lines += [
                "# The base is made on this machine, from Debian's signed archive:",
                "#   tare base assemble \(assembly.recipe) --suite \(assembly.suite) -o docker-archive:base.tar:\(base.image)",
                "#   docker load -i base.tar",
            ]
        }
        return lines
    }

    /// Text of others on one line.
    private static func comment(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }

    // MARK: - The builder

    private static func builder(_ service: ServiceRecipe, _ base: RecipeBase) -> [String] {
        var lines = ["FROM base AS builder", "COPY --from=uv /uv /usr/local/bin/uv"]
        if !base.isRoot { lines.append("USER 0:0") }
        var variables = [("UV_CACHE_DIR", uvCache), ("UV_COMPILE_BYTECODE", "1"), ("UV_LINK_MODE", "copy")]
        switch base.interpreter {
        case .own(let path): variables += [("UV_PYTHON", path), ("UV_PYTHON_DOWNLOADS", "never")]
        case .managed(let folder):
            variables += [
                ("UV_MANAGED_PYTHON", "1"), ("UV_PYTHON", base.python), ("UV_PYTHON_INSTALL_DIR", folder),
            ]
        }
        lines += assignments("ENV", variables)
        if case .managed = base.interpreter { lines += run([["uv", "python", "install", "--no-bin"]], base) }
        lines.append("WORKDIR \(service.folder)")
        var waiting: [[String]] = []
        func flush() {
            if !waiting.isEmpty { lines += run(waiting, base) }
            waiting = []
        }
        for step in service.packages.steps {
            switch step {
            case .run(let command): waiting.append(command)
            case .copy(let files):
                flush()
                lines += copy(files)
            case .copySources:
                flush()
                lines.append("COPY . .")
            case .set(let name, let value):
                flush()
                lines += assignments("ENV", [(name, value)])
            }
        }
        flush()
        // The last user of a stage is not root, whoever begins another one with it.
        if !base.isRoot { lines.append("USER \(service.user)") }
        return lines
    }

    /// Commands in one `RUN` of a shell, or in one each where there is none.
    private static func run(_ commands: [[String]], _ base: RecipeBase) -> [String] {
        let mount = "RUN --mount=type=cache,target=\(uvCache)"
        guard base.hasShell else {
            return commands.flatMap { [mount + " \\", "    " + RecipeQuoting.json($0)] }
        }
        let lines = commands.map { "    " + $0.map(RecipeQuoting.shell).joined(separator: " ") }
        return [mount + " \\"] + [lines.joined(separator: " && \\\n")]
    }

    /// One `COPY` a folder: it would put all files into one.
    private static func copy(_ files: [String]) -> [String] {
        var folders: [(name: String, files: [String])] = []
        for file in files {
            let slash = file.lastIndex(of: "/")
            let folder = slash.map { String(file[...$0]) } ?? "./"
            if let place = folders.firstIndex(where: { $0.name == folder }) {
                folders[place].files.append(file)
            } else {
                folders.append((folder, [file]))
            }
        }
        return folders.map { folder in
            let words = folder.files + [folder.name]
            let isPlain = words.allSatisfy { RecipeQuoting.shell($0) == $0 }
            return "COPY " + (isPlain ? words.joined(separator: " ") : RecipeQuoting.json(words))
        }
    }

    // MARK: - The service

    private static func runtime(_ service: ServiceRecipe, _ base: RecipeBase) -> [String] {
        var lines = ["FROM base"]
        lines += assignments("LABEL", labels(service, base))
        if case .managed(let folder) = base.interpreter { lines.append("COPY --from=builder \(folder) \(folder)") }
        lines.append("COPY --from=builder \(service.environmentFolder) \(service.environmentFolder)")
        lines.append("WORKDIR \(service.folder)")
        if !service.packages.installsProject { lines.append("COPY . .") }
        // Nothing can be written beside the modules; what is printed is seen at once.
        let variables = service.environment.merging(["PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1"]) {
            own, _ in
            own
        }
        lines += assignments(
            "ENV",
            variables.sorted { $0.key < $1.key }.map { ($0.key, RecipeQuoting.dockerfile($0.value)) }
                + [("PATH", "\(service.environmentFolder)/bin:$PATH")], areQuoted: true)
        lines.append("USER \(service.user)")
        if let port = service.port { lines.append("EXPOSE \(port)/tcp") }
        lines.append("STOPSIGNAL \(service.stopSignal)")
        if let health = service.healthCommand {
            lines += [
                "HEALTHCHECK --interval=\(HealthTimes.interval)s --timeout=\(HealthTimes.timeout)s "
                    + "--start-period=\(HealthTimes.start)s --retries=\(HealthTimes.retries) \\",
                "    CMD \(RecipeQuoting.json(health))",
            ]
        }
        if base.hasEntrypoint { lines.append("ENTRYPOINT []") }
        lines.append("CMD \(RecipeQuoting.json(service.command))")
        return lines
    }

    /// The image's annotations (OCI image specification, annotations.md).
    private static func labels(_ service: ServiceRecipe, _ base: RecipeBase) -> [(String, String)] {
        var labels = service.labels
        if base.assembly == nil {
            labels[AnnotationKey.baseName] = base.image
            labels[AnnotationKey.baseDigest] = base.digest?.description
        }
        return labels.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private static func assignments(
        _ keyword: String, _ pairs: [(String, String)], areQuoted: Bool = false
    ) -> [String] {
        let indent = String(repeating: " ", count: keyword.utf8.count + 1)
        return pairs.enumerated().map { number, pair in
            let text = pair.0 + "=" + (areQuoted ? pair.1 : RecipeQuoting.dockerfile(pair.1))
            return (number == 0 ? keyword + " " : indent) + text + (number == pairs.count - 1 ? "" : " \\")
        }
    }
}

/// How health is asked for, in seconds.
enum HealthTimes {
    static let interval = 30
    static let timeout = 3
    static let start = 10
    static let retries = 3
}
