internal import TareCompose
internal import TareDiagnostics
internal import TareDockerfile
internal import TareLint
internal import TareNetwork
internal import TareOCI
internal import TareYAML

extension Workspace {
    /// Looks at Dockerfiles, compose files and built images.
    public func check(_ request: CheckRequest) async throws -> CheckOutcome {
        var outcome = CheckOutcome()
        outcome.configuration = try HadolintFiles.configuration(request.configuration, request.environment)
        for id in request.ignored.union(request.enabled) where !RuleCatalogue.isKnown(id) {
            throw CheckError.unknownRule(id)
        }
        let files = try request.paths.isEmpty ? [] : CheckedPaths(request.paths).files
        let sources: [CheckSource] = try files.map { file in
            let isInput = file.path == "-"
            let bytes =
                isInput ? request.standardInput : try DiskFolder.read(file.path, limit: Dockerfile.mostBytes)
            return CheckSource(file: file, bytes: bytes)
        }
        let ignored = request.ignored.union(outcome.configuration.ignored)
        let dockerfiles = try await checkDockerfiles(sources, request, &outcome)
        outcome.files += checkComposeFiles(sources, ignored, dockerfiles)
        outcome.files.sort { $0.path < $1.path }
        let linter = ImageLinter(disabled: ignored, enabled: request.enabled)
        for location in request.images { outcome.files.append(try await check(location, linter)) }
        return outcome
    }

    private func checkComposeFiles(
        _ sources: [CheckSource], _ ignored: Set<String>, _ dockerfiles: [DockerfileJob]
    ) -> [CheckedFile] {
        let linter = ComposeLinter(disabled: ignored)
        return sources.filter { $0.file.kind == .compose }.map { source in
            let path = source.file.path
            let result = linter.lint(source.bytes, source: path) { service in
                let file = service.build.flatMap { BuildPlaces.paths(of: $0, at: path)?.dockerfile }
                let job = dockerfiles.first { $0.source.file.path.placed(in: "") == file }
                return job.flatMap { Linter($0.settings).servedPort(of: $0.bytes) }
            }
            return CheckedFile(path: path, source: source.bytes, findings: result.findings)
        }
    }

    /// Gives the files as they were looked at.
    private func checkDockerfiles(
        _ sources: [CheckSource], _ request: CheckRequest, _ outcome: inout CheckOutcome
    ) async throws -> [DockerfileJob] {
        let dockerfiles = sources.filter { $0.file.kind == .dockerfile }
        guard !dockerfiles.isEmpty else { return [] }
        let projects = sources.filter { $0.file.kind == .compose }.compactMap { source in
            (try? ComposeFile(parsing: source.bytes, source: source.file.path)).map {
                (source.file.path, ComposeProject($0, environment: [:]))
            }
        }
        let places = BuildPlaces(projects)
        var common = LintSettings()
        common.hadolint = outcome.configuration
        common.disabled = request.ignored
        common.enabled = request.enabled
        if let text = request.environment["BUILDKIT_DOCKERFILE_CHECK"], !text.isEmpty {
            common.checkOptions = try CheckOptions(text)
        }
        // Many files may be built in one folder.
        var contexts: [String: BuildContextFiles?] = [:]
        let jobs = dockerfiles.map { source in
            var job = DockerfileJob(source, place: places[source.file.path], request: request, common: common)
            if let folder = job.context {
                let files = contexts[folder] ?? BuildContextFiles(folder: folder)
                contexts[folder] = files
                job.settings.context = files
            }
            return job
        }
        let references = jobs.reduce(into: Set<String>()) {
            $0.formUnion(MeasuredBases.references(of: $1.file, $1.settings.build))
        }
        let measured = await measuredBases(references, pulls: request.measuresBases)
        outcome.incomplete += measured.problems
        let finished = try await withThrowingTaskGroup(of: DockerfileJob.self) { group in
            for var job in jobs {
                group.addTask {
                    measured.bases.apply(to: &job.settings)
                    job.run(fixes: request.fixes || request.previewsFixes)
                    return job
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        var done = finished.sorted { $0.source.file.path < $1.source.file.path }
        if request.asksShellCheck { try await askShellCheck(&done, request, &outcome) }
        for job in done {
            let path = job.source.file.path
            outcome.failsBuild = outcome.failsBuild || job.failsBuild
            outcome.files.append(CheckedFile(path: path, source: job.bytes, findings: job.result.findings.folded))
            guard job.changes > 0 else { continue }
            outcome.changes.append(
                .init(path: path, before: job.source.bytes, after: job.bytes, count: job.changes))
            if request.fixes, path != "-" { try DiskFolder.rewrite(path, with: job.bytes) }
        }
        return done
    }

    private func askShellCheck(
        _ jobs: inout [DockerfileJob], _ request: CheckRequest, _ outcome: inout CheckOutcome
    ) async throws {
        var scripts: [ShellCheckScript] = []
        var ranges: [Range<Int>] = []
        for job in jobs {
            let start = scripts.count
            scripts += ShellCheckScript.all(of: job.file, job.settings.build)
            ranges.append(start..<scripts.count)
        }
        guard !scripts.isEmpty, let program = await ShellCheckProgram.find(request.environment) else { return }
        outcome.shellCheck = program.version
        let remarks = try await program.remarks(on: scripts).sorted { $0.script < $1.script }
        for index in jobs.indices {
            let range = ranges[index]
            let own = remarks.filter { range.contains($0.script) }.map { remark in
                var remark = remark
                remark.script -= range.lowerBound
                return remark
            }
            let linter = Linter(jobs[index].settings)
            jobs[index].result.findings = linter.adding(
                own, on: Array(scripts[range]), of: jobs[index].file, to: jobs[index].result.findings)
        }
    }
}

/// A file that was read.
struct CheckSource: Sendable {
    var file: CheckedPaths.File
    var bytes: [UInt8]
}

/// A Dockerfile while it is looked at.
struct DockerfileJob: Sendable {
    let source: CheckSource
    var settings: LintSettings
    /// The folder of its build, where that is known.
    let context: String?
    /// As it is after mending.
    private(set) var bytes: [UInt8]
    private(set) var file: Dockerfile
    var result = LintResult(findings: [])
    private(set) var changes = 0

    init(_ source: CheckSource, place: BuildPlace, request: CheckRequest, common: LintSettings) {
        self.source = source
        bytes = source.bytes
        file = Dockerfile(source.bytes)
        settings = common
        settings.build.buildArguments = place.arguments.merging(request.buildArguments) { $1 }
        settings.build.target = request.target ?? place.target
        settings.build.platform = BuildPlatform(Platform.host)
        settings.build.buildPlatform = settings.build.platform
        context = source.file.path == "-" ? request.context : request.context ?? place.context
        guard let context else { return }
        let beside = source.file.path + ".dockerignore"
        let usual = (context.isEmpty ? "" : context + "/") + ".dockerignore"
        for path in [beside, usual] {
            guard case .file = DiskFolder.kind(path), let bytes = try? DiskFolder.read(path, limit: 1 << 20) else {
                continue
            }
            settings.dockerignore = DockerIgnore(bytes)
            break
        }
    }

    mutating func run(fixes: Bool) {
        let linter = Linter(settings)
        guard fixes else {
            result = linter.lint(file)
            return
        }
        (bytes, changes, result) = linter.fixing(source.bytes)
        file = Dockerfile(bytes)
    }

    /// `# check=error=true`, and a finding that it is about.
    var failsBuild: Bool {
        result.failsBuild && result.findings.contains { Rules.named($0.rule)?.origin == .buildKit }
    }
}

extension BuildPlatform {
    init(_ platform: Platform) {
        self.init(os: platform.os, architecture: platform.architecture, variant: platform.variant ?? "")
    }
}
