extension BaseRecipe {
    /// The recipes that are part of the program, by their ids, in ascending order.
    public static let builtIn: [String] = builtInDocuments.keys.sorted()

    // SwiftPM makes PackageResources from the files in Recipes.
    private static let builtInDocuments: [String: [UInt8]] = [
        "debian-distroless-cc": PackageResources.debian_distroless_cc_yaml,
        "debian-distroless-python": PackageResources.debian_distroless_python_yaml,
        "debian-slim": PackageResources.debian_slim_yaml,
    ]

    /// A built-in recipe.
    public init(builtIn name: String) throws(RecipeError) {
        guard let document = Self.builtInDocuments[name] else {
            throw RecipeError(source: name, path: "", reason: .unknownRecipe(name, known: Self.builtIn))
        }
        try self.init(yaml: document, source: name)
    }

    /// The text of a built-in recipe, as a start for one's own.
    public static func text(builtIn name: String) -> String? {
        builtInDocuments[name].map { String(decoding: $0, as: UTF8.self) }
    }
}
