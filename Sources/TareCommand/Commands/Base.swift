internal import ArgumentParser

struct Base: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Assemble a base image straight from a signed Debian archive.",
        subcommands: [BaseAssemble.self, BaseRecipes.self])
}
