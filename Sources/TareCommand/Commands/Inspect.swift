internal import ArgumentParser
internal import Tare
internal import TareDiagnostics
internal import TareInventory
internal import TareOCI
internal import TareReport

struct Inspect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what an image is: size by layer, OS, libc, interpreters, packages, users, command.",
        discussion: """
            IMAGE is a registry reference (python:3.12-slim, ghcr.io/owner/name@sha256:…), oci:DIR[:TAG], \
            oci-archive:FILE[:TAG], docker-archive:FILE[:REFERENCE] (archives also packed with gzip, zstd or xz), \
            containers-storage:NAME, docker-daemon:NAME, or a path that begins with / or ./.
            """)

    @Argument(help: "The image.")
    var image: String

    @Option(help: ArgumentHelp("The platform to take from an index.", valueName: "os/architecture[/variant]"))
    var platform: String?

    @Flag(help: "List the operating system's packages too.")
    var packages = false

    @OptionGroup var source: SourceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let location = try ImageLocation(image)
        let platform = try platform.map { try Platform(parsing: $0) }
        let result = try await source.withWorkspace { try await $0.inspect(location, platform: platform) }
        try output.write(result) { InspectTable.lines(result, $0, allPackages: packages) }
        // What could not be read is said, and never passes for complete.
        if !result.inventory.isComplete { throw ExitCode(RefusalSeverity.incomplete.rawValue) }
    }
}
