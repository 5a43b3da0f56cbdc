internal import ArgumentParser
internal import FoundationEssentials
internal import Tare
internal import TareReport

struct Cache: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what has been measured and kept; prune it.",
        subcommands: [Show.self, Prune.self], defaultSubcommand: Show.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show what is kept, and where.")

        @OptionGroup var source: SourceOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let result = try await source.withWorkspace { try $0.cacheContents() }
            try output.write(result) { CacheTable.lines(result, $0) }
        }
    }

    struct Prune: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove what was not used for some time; all of it can be had again.")

        @Option(help: "Remove what was not used for this many days.")
        var unusedDays = 30

        @Flag(help: "Remove everything.")
        var all = false

        @OptionGroup var source: SourceOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            guard (0...36_500).contains(unusedDays) else {
                throw ValidationError("--unused-days takes a number from 0 to 36500")
            }
        }

        func run() async throws {
            let now = Int64(Date.now.timeIntervalSince1970)
            let days = all ? 0 : unusedDays
            let result = try await source.withWorkspace { try $0.pruneCache(unusedDays: days, now: now) }
            try output.write(result) { CacheTable.lines(result, $0) }
        }
    }
}
