internal import ArgumentParser
internal import FoundationEssentials
internal import Tare
internal import TareAssembly
internal import TareDiagnostics
internal import TareNetwork
internal import TareOCI
internal import TareReport

struct BaseAssemble: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assemble",
        abstract: "Assemble a base from a recipe.",
        discussion: """
            RECIPE is the name of a built-in recipe ('tare base recipe' lists them) or a YAML file, given as a path with \
            a slash or an ending in .yaml. The archive's signature is checked by gpgv or sqv. No package's scripts are run. \
            The same recipe and packages give the same digest on every machine; SOURCE_DATE_EPOCH sets the newest time.
            """)

    @Argument(help: "A built-in recipe or a file.")
    var recipe: String

    @Option(help: "The Debian release, by its codename: bookworm or trixie.")
    var suite: String

    @Option(
        help: ArgumentHelp("The processor: amd64 or arm64; this machine's if not given.", valueName: "architecture"))
    var arch: String = Platform.host.architecture

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Where the image goes: oci:DIR[:TAG], oci-archive:FILE[:TAG] or docker-archive:FILE[:REFERENCE].",
            valueName: "image"))
    var output: String

    @Option(help: ArgumentHelp("The archive to read in place of Debian's own.", valueName: "url"))
    var mirror: String?

    @Option(help: ArgumentHelp("The archive of security updates in place of Debian's own.", valueName: "url"))
    var securityMirror: String?

    @Option(help: ArgumentHelp("The OpenPGP keys that may sign releases.", valueName: "file"))
    var keyring: String?

    @OptionGroup var source: SourceOptions
    @OptionGroup var rendering: RenderingOptions

    func run() async throws {
        let destination = try ImageLocation(output)
        guard destination.isWritable else {
            throw ValidationError(
                "--output takes oci:DIR[:TAG], oci-archive:FILE[:TAG] or docker-archive:FILE[:REFERENCE]")
        }
        let request = BaseAssemblyRequest(
            recipe: try RecipeArgument.recipe(recipe), suite: suite, architecture: arch, epoch: try SourceDate.epoch())
        let now = Int64(Date.now.timeIntervalSince1970)
        let base = try await source.withWorkspace { workspace in
            try await workspace.assembleBase(request, now: now) { archive in
                if let mirror { archive.mirror = mirror }
                if let securityMirror { archive.securityMirror = securityMirror }
                if let keyring { archive.keyring = keyring }
            }
        }
        try base.write(to: destination)
        StandardOutput.write(try rendering.text(base.result) { BaseAssemblyTable.lines(base.result, $0) })
    }
}

/// Seconds since 1970 (reproducible-builds.org, SOURCE_DATE_EPOCH).
enum SourceDate {
    static func epoch() throws -> Int64? {
        guard let text = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"], !text.isEmpty else { return nil }
        guard let epoch = Int64(text), epoch >= 0 else {
            throw ValidationError(
                "SOURCE_DATE_EPOCH is '\(text.printable())', which is no number of seconds since 1970")
        }
        return epoch
    }
}

extension ImageLocation {
    /// Whether an image can be written there without an engine or registry.
    var isWritable: Bool {
        switch self {
        case .ociLayout, .ociArchive, .dockerArchive: true
        default: false
        }
    }
}
