internal import ArgumentParser
internal import FoundationEssentials
internal import Tare
internal import TareOCI
internal import TareReport
internal import TareSelection

struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the Dockerfile, .dockerignore and compose.yaml of a project.",
        discussion: """
            PROJECT is a folder with a lock. The Dockerfile is for the base that 'tare compare' recommends, or for that of \
            --base; --all writes one a base: Dockerfile.ID. Nothing that is there is overwritten without --force. The first \
            line of each file says how it was written, so that --check can tell whether it still is what would be written \
            today; it asks no registry, and keeps what images are pinned to. Exit codes: 0 written, or up to date; 1 drifted; \
            3 no base is known to run the project; 4 bad input.
            """)

    @Argument(help: "The project's folder.")
    var project = "."

    @Option(
        help: ArgumentHelp(
            "A base of the catalogue ('tare compare' lists them) or any image of a registry.", valueName: "base"))
    var base: String?

    @Flag(help: "Write a Dockerfile for every base that can run the project.")
    var all = false

    @Option(
        help: ArgumentHelp("The minor of CPython, such as 3.13; what fits best if not given.", valueName: "version"))
    var python: String?

    @Option(help: "What counts most where a base is chosen: production, security, size or debug.")
    var profile: Profile = .production

    @Flag(help: "Write kubernetes.yaml too.")
    var kubernetes = false

    @Option(help: ArgumentHelp("The image that kubernetes.yaml names.", valueName: "reference"))
    var image: String?

    @Flag(help: "Write nothing; fail, with the difference, where what is on disk is not what would be written.")
    var check = false

    @Flag(help: "Overwrite what is there.")
    var force = false

    @Flag(help: "Print the files in place of writing them.")
    var stdout = false

    @OptionGroup var source: SourceOptions
    @OptionGroup var rendering: RenderingOptions

    func validate() throws {
        guard base == nil || !all else { throw ValidationError("--base names one base, --all takes every one") }
        guard [check, force, stdout].count(where: { $0 }) <= 1 else {
            throw ValidationError("--check, --force and --stdout exclude each other")
        }
        guard image == nil || kubernetes || check else { throw ValidationError("--image is for --kubernetes") }
        if let python {
            let parts = python.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0] == "3", Int(parts[1]).map({ (0...99).contains($0) }) == true else {
                throw ValidationError("--python takes a minor, such as 3.13")
            }
        }
    }

    func run() async throws {
        var request = InitRequest(project: project, now: Int64(Date.now.timeIntervalSince1970))
        if let base { request.bases = .one(base) } else if all { request.bases = .all }
        request.mode = check ? .check : force ? .replace : stdout ? .show : .write
        request.python = python
        request.profile = profile
        request.writesKubernetes = kubernetes
        request.image = image
        let result = try await source.withWorkspace(retriesRegistries: false) { [request] in
            try await $0.initialise(request)
        }
        if stdout, rendering.format == .table {
            StandardOutput.write(InitTable.contents(result))
            for note in result.notes where !source.quiet { StandardError.write("note: \(note)\n") }
            return
        }
        StandardOutput.write(try rendering.text(result) { InitTable.lines(result, $0) })
        if check, !result.isUpToDate { throw ExitCode(1) }
    }
}
