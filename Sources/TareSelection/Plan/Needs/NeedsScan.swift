internal import TarePython

/// What is gathered of a project's files.
struct NeedsScan {
    /// Usual routes, the likeliest first.
    private static let healthPaths = [
        "/health", "/healthz", "/livez", "/health/live", "/api/health", "/api/healthz", "/healthcheck", "/ping", "/up",
        "/ready", "/readyz", "/status",
    ]
    /// Libraries that read a variable of their own, where they are given no key.
    private static let libraries = [
        (package: "anthropic", variable: "ANTHROPIC_API_KEY"), (package: "openai", variable: "OPENAI_API_KEY"),
    ]
    private static let ignored: Set<String> = [
        "tests", "test", "examples", "example", "docs", "scripts", "migrations", "alembic", "node_modules", "venv",
        "site-packages", "build", "dist", "conftest.py", "setup.py", "noxfile.py", "tasks.py",
    ]
    private static let folder = "/run/secrets"

    private var healthRank = healthPaths.count
    /// Names that are read, how, and where first.
    private var environment: [String: String] = [:]
    private var files: [String: String] = [:]
    private var fileVariables: [String: (variable: String, evidence: String)] = [:]
    private var settings: [String: String] = [:]
    private var imports: [String: String] = [:]
    /// Whether settings are read from the folder of secrets too.
    private var readsFolder = false

    var healthPath: String? { healthRank < Self.healthPaths.count ? Self.healthPaths[healthRank] : nil }

    static func counts(_ path: String) -> Bool {
        path.hasSuffix(".py")
            && !path.split(separator: "/").contains {
                ignored.contains(String($0)) || $0.hasPrefix(".") || $0.hasPrefix("test_")
            }
    }

    mutating func read(_ file: ProjectFile) {
        let source = PythonTokens(file.bytes)
        let tokens = source.tokens
        let reader = SettingsReader(tokens)
        var names: [(name: String, line: Int)] = []
        for (place, token) in tokens.enumerated() {
            let evidence = "\(file.path):\(source.lines[place])"
            switch token {
            case .string(let text):
                readString(text, at: place, of: tokens, evidence)
            case .name(let name):
                if name == "import" || name == "from", Self.begins(place, tokens), place + 1 < tokens.count,
                    case .name(let module) = tokens[place + 1]
                {
                    imports[module] = imports[module] ?? evidence
                }
                if name == "secrets_dir" || name == "_secrets_dir" { readsFolder = true }
                if let field = reader.field(at: place) { names.append((field, source.lines[place])) }
            default: break
            }
        }
        guard reader.isSettings else { return }
        for (name, line) in names {
            let variable = reader.prefix + name.uppercased()
            settings[variable] = settings[variable] ?? "\(file.path):\(line)"
        }
    }

    private mutating func readString(_ text: String, at place: Int, of tokens: [PythonTokens.Token], _ evidence: String)
    {
        if text.hasPrefix(Self.folder + "/"), let name = Self.variable(text.dropFirst(Self.folder.utf8.count + 1)) {
            files[name] = files[name] ?? evidence
        } else if text == Self.folder || text == Self.folder + "/" {
            readsFolder = true
        }
        if let rank = Self.healthPaths.firstIndex(of: text), place > 0, tokens[place - 1] == .mark(UInt8(ascii: "(")) {
            healthRank = min(healthRank, rank)
        }
        guard Self.isVariable(at: place, tokens), let name = Self.variable(text[...]) else { return }
        if SecretName.isSecret(name) { environment[name] = environment[name] ?? evidence }
        if name.hasSuffix("_FILE"), case let own = String(name.dropLast(5)), SecretName.isSecret(own) {
            fileVariables[own] = fileVariables[own] ?? (name, evidence)
        }
    }

    func secrets(_ packages: Set<String>) -> [ServiceNeeds.Secret] {
        var found: [String: ServiceNeeds.Secret] = [:]
        func add(_ name: String, _ way: ServiceNeeds.Secret.Way, _ evidence: String) {
            guard found[name] == nil else { return }
            found[name] = .init(name: name, way: way, evidence: evidence)
        }
        for (name, evidence) in files { add(name, .file, evidence) }
        for (name, place) in fileVariables { add(name, .fileNamed(by: place.variable), place.evidence) }
        for (name, evidence) in settings { add(name, readsFolder ? .file : .environment, evidence) }
        for (name, evidence) in environment { add(name, .environment, evidence) }
        for library in Self.libraries where packages.contains(library.package) {
            guard let evidence = imports[library.package] else { continue }
            add(library.variable, .environment, evidence)
        }
        return found.values.sorted { $0.name < $1.name }
    }

    private static func begins(_ place: Int, _ tokens: [PythonTokens.Token]) -> Bool {
        place == 0 || tokens[place - 1] == .line
    }

    /// The text as a variable's name; `nil` if it can be none.
    private static func variable(_ text: Substring) -> String? {
        guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first),
            text.utf8.count <= 128,
            text.utf8.allSatisfy({
                $0 == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
            })
        else { return nil }
        return String(text)
    }

    /// Behind what reads a variable: `environ[…]`, `environ.get(…)` and the like.
    private static func isVariable(at place: Int, _ tokens: [PythonTokens.Token]) -> Bool {
        func name(_ back: Int) -> String? {
            guard place >= back, case .name(let name) = tokens[place - back] else { return nil }
            return name
        }
        guard place >= 2, case .mark(let mark) = tokens[place - 1] else { return false }
        if mark == UInt8(ascii: "[") { return name(2) == "environ" }
        guard mark == UInt8(ascii: "(") else { return false }
        if name(2) == "getenv" { return true }
        return ["get", "pop", "setdefault"].contains(name(2)) && place >= 4
            && tokens[place - 3] == .mark(UInt8(ascii: ".")) && name(4) == "environ"
    }
}

/// The fields of classes that read settings from the environment (`pydantic_settings.BaseSettings`).
private struct SettingsReader {
    let isSettings: Bool
    /// `env_prefix`
    private(set) var prefix = ""
    private let tokens: [PythonTokens.Token]

    init(_ tokens: [PythonTokens.Token]) {
        self.tokens = tokens
        isSettings = tokens.contains(.name("BaseSettings"))
        guard isSettings else { return }
        for (place, token) in tokens.enumerated() where token == .name("env_prefix") && place + 2 < tokens.count {
            if tokens[place + 1] == .mark(UInt8(ascii: "=")), case .string(let text) = tokens[place + 2] {
                prefix = text.uppercased()
            }
        }
    }

    /// The name of a field that holds a secret: `name: SecretStr…`, or one that is named as secrets are.
    func field(at place: Int) -> String? {
        guard isSettings, place + 2 < tokens.count, place > 0, tokens[place - 1] == .line,
            case .name(let name) = tokens[place], tokens[place + 1] == .mark(UInt8(ascii: ":")),
            tokens[place + 2] != .line
        else { return nil }
        var isSecret = SecretName.isSecret(name)
        for token in tokens[(place + 2)...].prefix(32) {
            if token == .line || token == .mark(UInt8(ascii: "=")) { break }
            if token == .name("SecretStr") || token == .name("SecretBytes") { isSecret = true }
        }
        return isSecret ? name : nil
    }
}

/// Names that say that what they name is secret, by the words between underscores: those that BuildKit knows.
enum SecretName {
    private static let secret: Set<String> = [
        "apikey", "auth", "credential", "credentials", "key", "password", "pword", "passwd", "secret", "token",
    ]
    private static let harmless: Set<String> = [
        "public", "file", "version", "method", "type", "enabled", "trust", "url", "name", "path", "id", "ttl", "header",
    ]

    static func isSecret(_ name: String) -> Bool {
        let words = name.split(separator: "_").map { $0.lowercased() }
        return words.contains(where: secret.contains) && !words.contains(where: harmless.contains)
    }
}
