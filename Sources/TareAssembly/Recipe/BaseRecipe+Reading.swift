extension BaseRecipe {
    private static let keys = ["recipe", "id", "title", "extends", "architectures", "suites"]

    /// Reads a recipe. Unknown keys are refused: a misspelt one would be silently without effect.
    ///
    /// - Parameter source: the file's name, for errors.
    public init(yaml: [UInt8], source: String) throws(RecipeError) {
        let root = try RecipeNode(parsing: yaml, source: source)
        var values = try root.mapping(Self.keys + RecipeSection.keys)
        let schema = try root.required("recipe", in: values)
        guard try schema.text() == Self.schema else { throw schema.invalid("is not '\(Self.schema)'") }
        let id = try root.required("id", in: values)
        self.source = source
        self.id = try id.text()
        guard !self.id.isEmpty, self.id.utf8.count <= 100, self.id.utf8.allSatisfy(\.isNameByte) else {
            throw id.invalid("is not made of letters, digits, '-', '_' and '.'")
        }
        title = try root.required("title", in: values).text()
        let base = try values["extends"].map { node throws(RecipeError) in try Self.base(node) }
        architectures = try Self.architectures(values["architectures"], in: root, base: base)
        suites = [:]
        let named = try base == nil ? root.required("suites", in: values) : values["suites"]
        for (key, value) in try named?.entries() ?? [] {
            guard key.text.utf8.allSatisfy(\.isNameByte), !key.text.isEmpty else {
                throw key.node.invalid("is no name of a suite")
            }
            suites[key.text] = try RecipeSection(value.mapping(RecipeSection.keys), in: value)
        }
        for key in Self.keys { values[key] = nil }
        common = try RecipeSection(values, in: root)
        guard let base else { return }
        // What a suite of the base says is more exact than what this recipe says of all suites, as within one recipe.
        common = base.common.merged(with: common)
        suites =
            suites.isEmpty
            ? base.suites
            : suites.reduce(into: [:]) { $0[$1.key] = base.suites[$1.key]?.merged(with: $1.value) ?? $1.value }
    }

    private static func base(_ node: RecipeNode) throws(RecipeError) -> BaseRecipe {
        let name = try node.text()
        guard builtIn.contains(name), name != node.source else {
            throw node.error(.unknownRecipe(name, known: builtIn))
        }
        return try BaseRecipe(builtIn: name)
    }

    private static func architectures(
        _ list: RecipeNode?, in root: RecipeNode, base: BaseRecipe?
    ) throws(RecipeError) -> [String] {
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
