internal import TareYAML

extension BaseRecipe {
    /// Aliases multiply a text, so there are few.
    private static let limits = YAMLLimits(bytes: 1 << 20, entries: 100_000, aliases: 10)

    private static let keys = ["recipe", "id", "title", "extends", "architectures", "suites"]

    /// Reads a recipe. Unknown keys are refused: a misspelt one would be silently without effect.
    ///
    /// - Parameter source: the file's name, for errors.
    public init(yaml: [UInt8], source: String) throws(RecipeError) {
        let root: YAMLNode
        let values: [String: YAMLNode]
        do {
            root = try YAMLNode(parsing: yaml, source: source, subject: RecipeError.subject, limits: Self.limits)
            values = try root.mapping(Self.keys + RecipeSection.keys)
        } catch { throw RecipeError(error) }
        let base = try values["extends"].map { node throws(RecipeError) in try Self.base(node) }
        do { self = try Self.read(root, values, base) } catch { throw RecipeError(error) }
    }

    private static func read(
        _ root: YAMLNode, _ values: [String: YAMLNode], _ base: BaseRecipe?
    ) throws(YAMLError) -> BaseRecipe {
        let schema = try root.required("recipe", in: values)
        guard try schema.text() == Self.schema else { throw schema.invalid("is not '\(Self.schema)'") }
        let id = try root.required("id", in: values)
        let name = try id.text()
        guard !name.isEmpty, name.utf8.count <= 100, name.utf8.allSatisfy(\.isNameByte) else {
            throw id.invalid("is not made of letters, digits, '-', '_' and '.'")
        }
        let title = try root.required("title", in: values).text()
        let architectures = try Self.architectures(values["architectures"], in: root, base: base)
        let named = try base == nil ? root.required("suites", in: values) : values["suites"]
        let suites = try Self.suites(named)
        let common = try RecipeSection(values.filter { !keys.contains($0.key) }, in: root)
        let own = BaseRecipe(
            id: name, title: title, architectures: architectures, common: common, suites: suites, source: root.source)
        return base.map(own.extending) ?? own
    }

    private static func suites(_ node: YAMLNode?) throws(YAMLError) -> [String: RecipeSection] {
        var suites: [String: RecipeSection] = [:]
        for entry in try node?.entries() ?? [] {
            guard entry.name.utf8.allSatisfy(\.isNameByte), !entry.name.isEmpty else {
                throw entry.key.invalid("is no name of a suite")
            }
            suites[entry.name] = try RecipeSection(entry.value.mapping(RecipeSection.keys), in: entry.value)
        }
        return suites
    }

    /// What a suite of the base says is more exact than what this recipe says of all suites, as within one recipe.
    private func extending(_ base: BaseRecipe) -> BaseRecipe {
        var recipe = self
        recipe.common = base.common.merged(with: common)
        recipe.suites =
            suites.isEmpty
            ? base.suites
            : suites.reduce(into: [:]) { $0[$1.key] = base.suites[$1.key]?.merged(with: $1.value) ?? $1.value }
        return recipe
    }

    private static func base(_ node: YAMLNode) throws(RecipeError) -> BaseRecipe {
        let name: String
        do { name = try node.text() } catch { throw RecipeError(error) }
        guard builtIn.contains(name), name != node.source else {
            throw RecipeError(
                source: node.source, line: node.line, column: node.column, path: node.path,
                reason: .unknownRecipe(name, known: builtIn))
        }
        return try BaseRecipe(builtIn: name)
    }

    private static func architectures(
        _ list: YAMLNode?, in root: YAMLNode, base: BaseRecipe?
    ) throws(YAMLError) -> [String] {
        guard let list else {
            if let base { return base.architectures }
            throw root.error(.missingKey("architectures"))
        }
        var architectures: [String] = []
        for element in try list.elements() {
            let name = try element.text()
            guard DebianArchitecture(rawValue: name) != nil else {
                let known = DebianArchitecture.allCases.map(\.rawValue).joined(separator: ", ")
                throw element.invalid("is none of \(known)")
            }
            architectures.append(name)
        }
        guard !architectures.isEmpty else { throw list.error(.wrongKind(expected: "a list with entries")) }
        return architectures
    }
}

extension UInt8 {
    /// Letters, digits, `-`, `_`, `.`, `+`: what names of packages, suites and users are made of.
    var isNameByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
            UInt8(ascii: "+"):
            true
        default: false
        }
    }
}

/// Debian's names of processor architectures beside those of images and of GNU.
public enum DebianArchitecture: String, Sendable, Hashable, CaseIterable {
    case amd64, arm64, armhf, i386, ppc64el, riscv64, s390x

    /// Go's name and variant, as images state them.
    public var image: (architecture: String, variant: String?) {
        switch self {
        case .armhf: ("arm", "v7")
        case .i386: ("386", nil)
        case .ppc64el: ("ppc64le", nil)
        case .arm64: ("arm64", "v8")
        default: (rawValue, nil)
        }
    }

    /// The multiarch name of its library folders (wiki.debian.org/Multiarch/Tuples).
    public var triplet: String {
        switch self {
        case .amd64: "x86_64-linux-gnu"
        case .arm64: "aarch64-linux-gnu"
        case .armhf: "arm-linux-gnueabihf"
        case .i386: "i386-linux-gnu"
        case .ppc64el: "powerpc64le-linux-gnu"
        case .riscv64: "riscv64-linux-gnu"
        case .s390x: "s390x-linux-gnu"
        }
    }

    /// Top folders that a merged `/usr` takes over: the loader's path is part of every program.
    var mergedDirectories: [String] {
        switch self {
        case .amd64, .ppc64el: ["bin", "lib", "lib64", "sbin"]
        default: ["bin", "lib", "sbin"]
        }
    }
}
