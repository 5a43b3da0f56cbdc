internal import ArgumentParser
internal import FoundationEssentials
internal import TareAssembly
internal import TareDiagnostics

struct BaseRecipes: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recipe",
        abstract: "List the built-in recipes, or print one to begin one's own with.")

    @Argument(help: "The recipe to print.")
    var name: String?

    func run() throws {
        guard let name else {
            for name in BaseRecipe.builtIn {
                StandardOutput.write("\(name)  \(try BaseRecipe(builtIn: name).title)\n")
            }
            return
        }
        guard let text = BaseRecipe.text(builtIn: name) else {
            // The initializer says which ones there are.
            _ = try BaseRecipe(builtIn: name)
            return
        }
        StandardOutput.write(text)
    }
}

/// A recipe as an argument: a built-in one's name, or a file.
enum RecipeArgument {
    struct Unreadable: Refusal {
        var path: String
        var what: String { "the recipe can't be read" }
        var location: String? { path.printable() }
        var hint: String? { "check that the file exists, may be read and has at most 1 MiB" }
    }

    static func recipe(_ argument: String) throws -> BaseRecipe {
        guard argument.contains("/") || argument.hasSuffix(".yaml") || argument.hasSuffix(".yml") else {
            return try BaseRecipe(builtIn: argument)
        }
        let attributes = try? FileManager.default.attributesOfItem(atPath: argument)
        guard
            attributes?[.type] as? FileAttributeType == .typeRegular
                || attributes?[.type] as? FileAttributeType == .typeSymbolicLink,
            let content = FileManager.default.contents(atPath: argument), content.count <= 1 << 20
        else { throw Unreadable(path: argument) }
        return try BaseRecipe(yaml: Array(content), source: argument)
    }
}
