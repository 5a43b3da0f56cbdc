public import ArgumentParser
internal import FoundationEssentials
internal import Tare
public import TareAssembly
internal import TareDiagnostics
internal import TareOCI
internal import TareReport

struct Build: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Build a project's image, without an engine.",
        discussion: """
            PROJECT is a folder with a lock. Its wheels are fetched, checked and installed at /app/.venv; its own files lie \
            at /app, but for those that .dockerignore names; a project that is a package is built and installed instead. The same project, lock and base give the same digest on \
            every machine; SOURCE_DATE_EPOCH sets the time of all that is made, which is 1970 otherwise.
            """)

    @Argument(help: "The project's folder.")
    var project = "."

    @Option(help: ArgumentHelp("A base of the catalogue ('tare compare' lists them) or any image.", valueName: "base"))
    var base: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Where the image goes: oci:DIR[:TAG], oci-archive:FILE[:TAG] or docker-archive:FILE[:REFERENCE]; may be "
                + "repeated.", valueName: "image"))
    var output: [String] = []

    @Option(help: ArgumentHelp("Push the image to a registry; may be repeated.", valueName: "reference"))
    var push: [String] = []

    @Option(help: ArgumentHelp("The platform; several give an index.", valueName: "os/architecture[/variant]"))
    var platform: [String] = []

    @Option(help: "How layers are packed: gzip, with the wheels' own data in it, or zstd, packed anew.")
    var compression: LayerWriter.Packing = .gzip

    @Option(help: ArgumentHelp("The project's own wheel, for a project that is a package.", valueName: "file"))
    var wheel: String?

    @Flag(help: "Leave out compiled modules: a smaller image that starts slower.")
    var noBytecode = false

    @Option(help: ArgumentHelp("A label and annotation; may be repeated.", valueName: "name=value"))
    var label: [String] = []

    @Flag(help: "Attach a bill of materials (CycloneDX 1.6) to each image, in layouts and registries.")
    var sbom = false

    @Flag(help: "Attach how and of what each image was built (SLSA provenance), in layouts and registries.")
    var provenance = false

    @OptionGroup var source: SourceOptions
    @OptionGroup var rendering: RenderingOptions

    func run() async throws {
        var outputs = try output.map { try ImageLocation($0) }
        guard outputs.allSatisfy(\.isWritable) else {
            throw ValidationError(
                "--output takes oci:DIR[:TAG], oci-archive:FILE[:TAG] or docker-archive:FILE[:REFERENCE]")
        }
        outputs += try push.map { .registry(try ImageReference($0)) }
        guard !outputs.isEmpty else { throw ValidationError("say where the image goes: --output or --push") }
        var request = BuildRequest(
            project: project, base: base,
            platforms: platform.isEmpty ? [.host] : try platform.map { try Platform(parsing: $0) }, outputs: outputs,
            now: Int64(Date.now.timeIntervalSince1970))
        request.packing = compression
        request.wheel = wheel
        request.compilesBytecode = !noBytecode
        request.attachesSBOM = sbom
        request.attachesProvenance = provenance
        request.version = TareVersion.text
        request.epoch = try SourceDate.epoch() ?? 0
        for text in label {
            guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
                throw ValidationError("--label takes NAME=VALUE, not '\(text.printable())'")
            }
            request.labels[String(text[..<equals])] = String(text[text.index(after: equals)...])
        }
        let result = try await source.withWorkspace { [request] in try await $0.build(request) }
        StandardOutput.write(try rendering.text(result) { BuildTable.lines(result, $0) })
    }
}

extension LayerWriter.Packing: ExpressibleByArgument {}
