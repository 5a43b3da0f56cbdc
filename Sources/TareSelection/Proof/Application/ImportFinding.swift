internal import TareOCI

/// Whether what the application imports is there.
enum ImportFinding {
    /// Modules of the standard library that have no file: their package puts them among the loaded ones.
    private static let madeByPackage: Set<String> = ["collections.abc", "typing.io", "typing.re"]

    /// `nil` where it is, or where it is no module of a file.
    static func examine(_ site: ImportSite, _ search: ModuleSearch, _ path: ModulePath, _ boot: Boot) -> Finding? {
        let place = "\(site.file):\(site.line) imports \(site.module)"
        let top = site.module.split(separator: ".").first.map(String.init) ?? site.module
        switch search.find(site.module, in: path) {
        case .module, .package, .namespace, .builtIn: return nil
        case .unreadable(let file):
            return .fail(
                "\(place), which the user may not read: \(file)",
                fix: "make it readable: COPY --chmod=755, or chmod -R a+rX in the image")
        case .foreign(let file):
            return .fail(
                "\(place), which is only there for another interpreter: \(file)",
                fix: "install the packages with the interpreter that runs them")
        case .missing:
            if StandardModules.sometimesBuiltIn.contains(site.module) || site.module.hasPrefix("_")
                || madeByPackage.contains(site.module)
            {
                return nil
            }
            if top != site.module { return inner(site, place, search.find(top, in: path), path) ?? missing(top) }
            return missing(top)
        }

        func missing(_ top: String) -> Finding {
            if site.isUncertain {
                return .unknown("\(place), which was not found, and a file changes where modules are searched")
            }
            if let doubt = path.doubts.first { return .unknown("\(place), which was not found, and \(doubt)") }
            let python = boot.launch.python?.executable ?? "the interpreter"
            return .fail(
                "\(place), and \(top) is in none of the folders that \(python) searches",
                fix: "add \(top) to the project's dependencies and install it for \(python), or copy it in")
        }
    }

    /// A module in a package that is there; `nil` where the package is not.
    private static func inner(
        _ site: ImportSite, _ place: String, _ top: ModuleSearch.Outcome, _ path: ModulePath
    ) -> Finding? {
        let file: String
        switch top {
        // A module makes its own attributes, such as `os.path`.
        case .module, .builtIn: return .pass("\(place), which its module makes")
        case .package(let found): file = found
        case .namespace(let folders): file = folders.first ?? ""
        default: return nil
        }
        let isInstalled = path.folders.contains {
            ($0.origin == .site || $0.origin == .standardLibrary) && file.hasPrefix($0.path + "/")
        }
        // A package may make modules as it is imported; one's own rarely does.
        return isInstalled || site.isUncertain
            ? .unknown("\(place), which is not in \(PathLookup.parent(of: file)), unless the package makes it")
            : .fail(
                "\(place), which is not in \(PathLookup.parent(of: file))",
                fix: "copy all of the application into the final stage, and look into .dockerignore")
    }
}
