internal import TareELF
internal import TareOCI

/// A program or library in the list that a loader builds up.
struct LoadedObject {
    var node: ImageTree.Node
    /// As the loader found it; `$ORIGIN` is its folder.
    var path: String
    var facts: ELFFacts
    /// Whose need loaded it: a place in the list; `nil` for the program and for what a program loads later.
    var neededBy: Int?
}

/// What keeps an object from being loaded.
struct LibraryProblem: Hashable {
    enum Kind: Hashable {
        /// No folder has it.
        case missing
        /// No folder has it that is sure to be searched; why it is not sure.
        case uncertain(String)
        /// The library that was found lacks a version of its symbols.
        case lacksVersion(String, library: String)
        /// It was built for glibc and loaded by musl, which has many of glibc's functions and not all.
        case builtForGlibc
        /// The object itself could not be read when it was measured.
        case unread(String)
        /// There are too many objects to follow.
        case tooMany
    }

    var kind: Kind
    /// The library's name, as it is needed.
    var name: String
    /// The object that needs it.
    var neededBy: String
}

/// The objects that one program brings into memory before its first instruction.
struct LoadedProgram {
    var family: LoaderFamily
    var objects: [LoadedObject] = []
    /// Places in `objects` by the names under which they are known: sonames and what was asked for.
    var places: [String: Int] = [:]
    var problems: [LibraryProblem] = []

    /// Adds an object; gives its place.
    @discardableResult
    mutating func add(_ object: LoadedObject, as name: String) -> Int {
        objects.append(object)
        let place = objects.count - 1
        places[name] = place
        if let soname = object.facts.soname, places[soname] == nil { places[soname] = place }
        return place
    }
}
