internal import TareDiagnostics

extension LockFormat {
    /// `requirements.txt`, `requirements-prod.txt`, `prod.requirements.txt`, `requirements.lock`.
    static let requirements = LockFormat("requirements.txt", matches: RequirementsReader.isName) {
        (input) throws(ProjectFileError) in
        var reader = RequirementsReader(input)
        return try reader.read()
    }
}

/// Reads a requirements file and the files that it includes, as pip does.
///
/// https://pip.pypa.io/en/stable/reference/requirements-file-format/. Includes come from the caller and never leave the
/// project's folder. A file that is not a list of pins gives packages without a version: `Lock.isPinned` tells.
struct RequirementsReader {
    private let input: LockInput
    var lock: Lock
    private var constraints: [Requirement] = []
    /// The files that are being read, for includes that go in a circle.
    private var open: [String] = []
    private var fileCount = 0

    static let maximumFiles = 256
    static let maximumDepth = 32

    init(_ input: LockInput) {
        self.input = input
        var rules = FlatRules()
        rules.mergesEntries = true
        lock = Lock(format: .requirements, file: input.file, rules: .flat(rules))
    }

    static func isName(_ name: String) -> Bool {
        if name == "requirements.lock" { return true }
        guard name.hasSuffix(".txt") || name.hasSuffix(".in") else { return false }
        return name.hasPrefix("requirements") || name.dropLast(4).hasSuffix("requirements")
    }

    mutating func read() throws(ProjectFileError) -> Lock {
        let path = RelativePath.resolve(input.file) ?? input.file
        try read(input.bytes, file: input.file, path: path, isConstraints: false)
        applyConstraints()
        return lock
    }

    private mutating func read(
        _ bytes: [UInt8], file: String, path: String, isConstraints: Bool
    ) throws(ProjectFileError) {
        guard bytes.count <= TOMLReader.maximumSize else {
            throw ProjectFileError(file: file, nil, .tooLarge(limit: TOMLReader.maximumSize))
        }
        if let damage = bytes.firstInvalidUTF8 {
            throw ProjectFileError(file: file, TextPosition(of: damage, in: bytes), .syntax("the text is not UTF-8"))
        }
        fileCount += 1
        open.append(path)
        for var line in RequirementsLine.lines(of: bytes) {
            line.expandVariables(input.environment)
            let place = RequirementsPlace(file: file, path: path, bytes: bytes, line: line)
            if line.bytes.first == UInt8(ascii: "-") {
                try readOptions(place, isConstraints: isConstraints)
            } else {
                try readRequirement(place, isConstraints: isConstraints)
            }
        }
        open.removeLast()
    }

    private func options(_ place: RequirementsPlace, from start: Int) throws(ProjectFileError) -> [RequirementsOption] {
        do { return try RequirementsOption.options(place.line, from: start) } catch {
            switch error {
            case .unknown(let word, let index):
                throw place.error(
                    at: index, key: word, "the option is not known",
                    hint: "pip's requirements file format lists the options")
            case .noValue(let word, let index): throw place.error(at: index, key: word, "the option has no value")
            }
        }
    }

    /// A line of options only.
    private mutating func readOptions(_ place: RequirementsPlace, isConstraints: Bool) throws(ProjectFileError) {
        for option in try options(place, from: 0) {
            switch option.name {
            case "requirement": try include(option, place, isConstraints: isConstraints)
            case "constraint": try include(option, place, isConstraints: true)
            case "editable":
                lock.packages.append(try direct(option.value, place, at: option.index, isEditable: true))
            case "index-url": lock.indexes.index = option.value
            case "extra-index-url": lock.indexes.extraIndexes.append(option.value)
            case "find-links": lock.indexes.findLinks.append(option.value)
            case "no-index": lock.indexes.usesNoIndex = true
            case "no-binary": lock.indexes.noBinary += option.value.split(separator: ",").map(String.init)
            case "only-binary": lock.indexes.onlyBinary += option.value.split(separator: ",").map(String.init)
            case "hash":
                throw place.error(
                    at: option.index, key: "--hash", "it follows no requirement",
                    hint: "end the line before it with '\\'")
            default: break
            }
        }
    }

    private mutating func include(
        _ option: RequirementsOption, _ place: RequirementsPlace, isConstraints: Bool
    ) throws(ProjectFileError) {
        let position = place.position(of: option.index)
        guard !option.value.contains("://"),
            let path = RelativePath.resolve(option.value, from: RelativePath.folder(of: place.path))
        else { throw ProjectFileError(file: place.file, position, .outsideRoot(option.value)) }
        guard !open.contains(path) else {
            throw place.error(at: option.index, key: option.value, "the files include one another")
        }
        guard open.count < Self.maximumDepth, fileCount < Self.maximumFiles else {
            throw ProjectFileError(
                file: place.file, position, .tooMany(what: "files that include others", limit: Self.maximumFiles))
        }
        guard let bytes = input.files(path) else {
            throw ProjectFileError(file: place.file, position, .missingFile(option.value))
        }
        try read(bytes, file: path, path: path, isConstraints: isConstraints)
    }

    private mutating func readRequirement(_ place: RequirementsPlace, isConstraints: Bool) throws(ProjectFileError) {
        let bytes = place.line.bytes
        // Options of the requirement begin at the first word with a hyphen.
        let split =
            bytes.indices.first { index in
                bytes[index] == UInt8(ascii: "-") && index > 0 && bytes[index - 1].isWhitespace
                    && index + 1 < bytes.count && (bytes[index + 1] == UInt8(ascii: "-") || bytes[index + 1].isLetter)
            } ?? bytes.count
        let text = bytes[..<split].trimmingWhitespace().text
        var hashes: [FileHash] = []
        for option in try options(place, from: split) where option.name == "hash" {
            guard let hash = FileHash(option.value) else {
                throw place.error(
                    at: option.index, key: "--hash", "'\(option.value.printable(limit: 100))' is no hash",
                    hint: "write '--hash=sha256:' and 64 digits")
            }
            hashes.append(hash)
        }
        if isConstraints {
            if let requirement = try? Requirement(text) { constraints.append(requirement) }
            return
        }
        guard lock.packages.count < LockVocabulary.maximumPackages else {
            throw ProjectFileError(
                file: place.file, nil, .tooMany(what: "packages", limit: LockVocabulary.maximumPackages))
        }
        var package = try self.package(text, place)
        if case .registry = package.source {
            package.files = hashes.map { LockedFile(.unknown, hashes: [$0]) }
        } else if !hashes.isEmpty {
            package.files = package.files.map { LockedFile($0.location, hashes: hashes) }
        }
        lock.packages.append(package)
    }

    private func package(_ text: String, _ place: RequirementsPlace) throws(ProjectFileError) -> LockedPackage {
        do {
            return try package(try Requirement(text), place)
        } catch let error as RequirementError {
            if RequirementAddress.isAddress(text) { return try direct(text, place, at: 0, isEditable: false) }
            let hint = error.hint
            throw place.error(at: min(error.offset, text.utf8.count), key: "requirement", error.what, hint: hint)
        } catch let error as ProjectFileError {
            throw error
        } catch {
            throw place.error(at: 0, key: "requirement", "it could not be read")
        }
    }

    private func package(
        _ requirement: Requirement, _ place: RequirementsPlace
    ) throws(ProjectFileError) -> LockedPackage {
        var package: LockedPackage
        if let url = requirement.url {
            package = try direct(url, place, at: 0, isEditable: false, name: requirement.name)
        } else {
            package = LockedPackage(
                name: requirement.name, version: requirement.specifiers.pin, source: .registry(nil))
            package.specifiers = requirement.specifiers
        }
        package.extras = requirement.extras
        package.marker = requirement.marker
        return package
    }

    /// A package by its address or its folder.
    private func direct(
        _ text: String, _ place: RequirementsPlace, at index: Int, isEditable: Bool, name: PackageName? = nil
    ) throws(ProjectFileError) -> LockedPackage {
        let address: RequirementAddress
        do { address = try RequirementAddress(text, isEditable: isEditable) } catch {
            throw place.error(at: index, key: "requirement", error.what, hint: error.hint)
        }
        let source = address.source(folder: RelativePath.folder(of: place.path))
        guard let found = name ?? address.name ?? projectName(of: source, place) else {
            throw place.error(
                at: index, key: text, "the package's name cannot be told from its address",
                hint: "write 'name @ address'")
        }
        var package = LockedPackage(name: found, version: address.version, source: source)
        package.extras = address.extras
        package.marker = address.marker
        switch source {
        case .url(let url, _): package.files = [LockedFile(.url(url), hashes: address.hashes)]
        case .path(let path): package.files = [LockedFile(.path(path), hashes: address.hashes)]
        default: break
        }
        return package
    }

    /// The name in the `pyproject.toml` of a folder of the project.
    private func projectName(of source: LockedSource, _ place: RequirementsPlace) -> PackageName? {
        guard let tree = source.tree else { return nil }
        let folder = tree == "." ? "" : tree
        guard let path = RelativePath.resolve(folder.isEmpty ? "pyproject.toml" : folder + "/pyproject.toml"),
            let bytes = input.files(path)
        else { return nil }
        return (try? PythonProject(bytes, file: path))?.name
    }

    /// A constraint pins what the file leaves open.
    private mutating func applyConstraints() {
        guard !constraints.isEmpty else { return }
        for place in lock.packages.indices where lock.packages[place].version == nil {
            for constraint in constraints where constraint.name == lock.packages[place].name {
                guard let specifiers = lock.packages[place].specifiers else { continue }
                lock.packages[place].specifiers = VersionSpecifierSet(
                    specifiers.specifiers + constraint.specifiers.specifiers)
                if constraint.marker == nil, let pin = constraint.specifiers.pin, specifiers.contains(pin) {
                    lock.packages[place].version = pin
                }
            }
        }
    }
}

/// A line, where it stands, and how to point at it.
struct RequirementsPlace {
    var file: String
    /// Relative to the project's folder.
    var path: String
    var bytes: [UInt8]
    var line: RequirementsLine

    func position(of index: Int) -> TextPosition { TextPosition(of: line.offset(index), in: bytes) }

    func error(at index: Int, key: String, _ detail: String, hint: String? = nil) -> ProjectFileError {
        ProjectFileError(file: file, position(of: index), .invalid(key: key, detail: detail, hint: hint))
    }
}

extension VersionSpecifierSet {
    /// The one version that `==` or `===` names.
    var pin: PEP440Version? {
        specifiers.first { ($0.operator == .equal || $0.operator == .arbitrary) && !$0.isWildcard }?.version
    }
}
