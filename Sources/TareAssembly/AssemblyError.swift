public import TareDiagnostics

/// Why packages and a recipe could not be made an image.
public enum AssemblyError: Refusal, Equatable {
    /// Two packages have a file in one place, and neither says that it replaces the other's.
    case fileConflict(path: String, first: String, second: String)
    /// An entry of a package that no root file system should have.
    case unsafeEntry(package: String, path: String, detail: String)
    /// The recipe refers to a file that no package has.
    case missingFile(recipe: String, key: String, path: String)
    /// The recipe puts a thing where another kind of thing is.
    case occupied(path: String, detail: String)
    case linkLoop(path: String)
    case tooLarge(limit: UInt64, unit: String)
    /// A package whose control file is not that of the one asked for.
    case wrongPackage(expected: String, found: String)
    case malformedCertificate(path: String)
    case invalidTime(Int64)

    public var what: String {
        switch self {
        case .fileConflict(let path, let first, let second):
            "'\(path.printable())' is in package \(second.printable()) and in \(first.printable())"
        case .unsafeEntry(let package, let path, let detail):
            "package \(package.printable()) has '\(path.printable())', which \(detail)"
        case .missingFile(_, let key, let path):
            "'\(key)' names '\(path.printable())', which no chosen package has"
        case .occupied(let path, let detail): "'\(path.printable())' cannot be written: \(detail)"
        case .linkLoop(let path): "'\(path.printable())' leads through too many symbolic links"
        case .tooLarge(let limit, let unit): "the packages unpack to more than \(limit) \(unit)"
        case .wrongPackage(let expected, let found):
            "the package is \(found.printable()) instead of \(expected.printable())"
        case .malformedCertificate(let path): "'\(path.printable())' is not a certificate in PEM form"
        case .invalidTime(let time): "\(time) is no time between the years 1970 and 9999"
        }
    }

    public var location: String? {
        if case .missingFile(let recipe, _, _) = self { return recipe.printable() }
        return nil
    }

    public var hint: String? {
        switch self {
        case .fileConflict: "leave one of the two packages out of the recipe"
        case .missingFile: "add the package that has it, or exclude fewer paths"
        case .occupied, .linkLoop: "choose another path in the recipe"
        case .wrongPackage: "the archive's index and its package differ: use another mirror"
        case .invalidTime: "set SOURCE_DATE_EPOCH to seconds since 1970, or unset it"
        case .unsafeEntry, .tooLarge, .malformedCertificate: nil
        }
    }
}
