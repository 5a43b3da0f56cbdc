/// What an interpreter's file name says: `python3.12`, `python3.13t`, `pypy3.10`, `python`.
struct InterpreterName: Hashable {
    var implementation: PythonInterpreter.Implementation
    /// `3` of `python3`.
    var major: Int?
    /// `3.12` of `python3.12`.
    var minor: PythonMinor?
    /// Letters behind the version (PEP 3149, PEP 703): `t` free-threaded, `d` debugging, `m` once pymalloc.
    var flags: String

    /// `nil` for names of other programs: `python3-config`, `python3.11-gdb.py`.
    init?(_ name: String) {
        let stems: [(String, PythonInterpreter.Implementation)] = [
            ("platform-python", .cpython), ("python", .cpython), ("pypy", .pypy), ("graalpy", .graalpy),
        ]
        guard let (stem, implementation) = stems.first(where: { name.hasPrefix($0.0) }) else { return nil }
        self.implementation = implementation
        let rest = name.dropFirst(stem.count)
        let version = rest.prefix { $0 == "." || ("0"..."9").contains($0) }
        flags = String(rest.dropFirst(version.count))
        guard flags.allSatisfy({ "dmtu".contains($0) }) else { return nil }
        guard !version.isEmpty else {
            guard flags.isEmpty else { return nil }
            return
        }
        let parts = version.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let major = Int(parts[0]), (2...9).contains(major) else { return nil }
        self.major = major
        guard parts.count == 2 else { return }
        guard let minor = PythonMinor(version) else { return nil }
        self.minor = minor
    }
}

/// A minor version of Python, as in `lib/python3.12`.
public struct PythonMinor: Hashable, Sendable, Comparable {
    public var major: Int
    public var minor: Int

    /// Parses `MAJOR.MINOR` and nothing else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ (1...3).contains($0.utf8.count) && $0.utf8.allSatisfy(\.isDigit) }),
            let major = Int(parts[0]), let minor = Int(parts[1])
        else { return nil }
        self.major = major
        self.minor = minor
    }

    /// The minor of a full version; `nil` unless it has one.
    public init?(ofVersion version: String) {
        let parts = DottedNumber(version).parts
        let numbers = version.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2 || numbers.count >= 2, let minor = PythonMinor(numbers.prefix(2).joined(separator: "."))
        else { return nil }
        self = minor
    }

    public static func < (left: PythonMinor, right: PythonMinor) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }
}

extension PythonMinor: CustomStringConvertible {
    public var description: String { "\(major).\(minor)" }
}

extension PythonMinor: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let minor = PythonMinor(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "'\(text.prefix(40))' is no minor version")
        }
        self = minor
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
