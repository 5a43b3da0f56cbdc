/// `--mount=…` of a `RUN`.
public struct Mount: Sendable {
    public enum Kind: String, Sendable, CaseIterable { case bind, cache, tmpfs, secret, ssh }
    public enum Sharing: String, Sendable, CaseIterable { case shared, `private`, locked }

    /// The flag it is written in.
    public var flag: Flag
    /// Nil where the kind is a variable that is not put in.
    public var kind: Kind? = .bind
    /// A stage, an image or a named context; nil is the build context (a cache starts empty).
    public var from: String?
    public var source: String?
    /// Where it appears; relative ones stand below the working directory.
    public var target: String?
    public var isReadOnly = true
    /// The name of a cache or a secret.
    public var id: String?
    public var sharing: Sharing?
    public var isRequired = false
    /// For a secret: the variable that gets it; empty is the variable of its own name.
    public var variable: String?
    public var mode: UInt32?
    public var uid: UInt32?
    public var gid: UInt32?
    /// Bytes of a `tmpfs`; 0 is no limit.
    public var sizeLimit: Int64 = 0

    /// Reads a flag; with `variables` nil they stay as written, and keys that hold one are not checked.
    ///
    /// Nil, with a problem, where BuildKit would refuse the mount.
    init?(_ flag: Flag, variables: [String: String]?, problems: inout [DockerfileProblem]) {
        self.flag = flag
        do { try read(flag.value?.text ?? "", variables, flag.storage.escape) } catch {
            problems.append(.init(.build, error.message, at: flag.range))
            return nil
        }
    }

    private mutating func read(
        _ text: String, _ variables: [String: String]?, _ escape: UInt8
    ) throws(ValueError) {
        let expander = WordExpander(escape: escape, keepsUnset: variables == nil)
        var isSet = false
        for field in try CSVFields.parse(text) {
            guard let (key, written) = field.cut(at: "=") else {
                try readSwitch(field, &isSet)
                continue
            }
            var value = written
            if !WordExpander.isPlain(written) {
                do { value = try expander.expand(written, variables ?? [:], cutsWords: false).text } catch {
                    throw ValueError(message: error.message)
                }
            }
            let isOpen = variables == nil && value.utf8.contains(0x24)
            try readPair(key.lowercased(), value, field, isOpen, &isSet)
        }
        guard variables != nil || kind != nil else { return }
        if !isSet { isReadOnly = kind != .cache && kind != .tmpfs }
        try checkWhole()
    }

    private mutating func readSwitch(_ field: String, _ isSet: inout Bool) throws(ValueError) {
        switch field.lowercased() {
        case "readonly", "ro": (isReadOnly, isSet) = (true, true)
        case "readwrite", "rw": (isReadOnly, isSet) = (false, true)
        case "required": isRequired = try allowed("required", [.secret, .ssh], true)
        default: throw ValueError(message: "invalid field '\(field)' must be a key=value pair")
        }
    }

    private mutating func readPair(
        _ key: String, _ value: String, _ field: String, _ isOpen: Bool, _ isSet: inout Bool
    ) throws(ValueError) {
        switch key {
        case "type":
            kind = Kind(rawValue: value.lowercased())
            if kind == nil, !isOpen { throw ValueError(message: "unsupported mount type \(value.goQuoted)") }
        case "from": from = value.isEmpty ? nil : value
        case "source", "src": source = value.isEmpty ? nil : value
        case "target", "dst", "destination": target = value.isEmpty ? nil : value
        case "id": id = value.isEmpty ? nil : value
        case "env": variable = value
        case "readonly", "ro": (isReadOnly, isSet) = (isOpen ? true : try bool(key, value), true)
        case "readwrite", "rw": (isReadOnly, isSet) = (isOpen ? false : !(try bool(key, value)), true)
        case "required":
            let flag = try allowed(key, [.secret, .ssh], true)
            isRequired = isOpen ? flag : try bool(key, value)
        case "size":
            _ = try allowed(key, [.tmpfs], true)
            if isOpen { return }
            guard let size = Self.bytes(value) else { throw ValueError(message: "invalid value for size: \(value)") }
            sizeLimit = size
        case "sharing":
            sharing = Sharing(rawValue: value.lowercased())
            if sharing == nil, !isOpen { throw ValueError(message: "unsupported sharing value \(value.goQuoted)") }
        case "mode": mode = try number(key, value, radix: 8, isOpen)
        case "uid": uid = try number(key, value, radix: 10, isOpen)
        case "gid": gid = try number(key, value, radix: 10, isOpen)
        default: throw ValueError(message: "unexpected key '\(key)' in '\(field)'")
        }
    }

    private func checkWhole() throws(ValueError) {
        guard let kind else { return }
        if kind == .bind || kind == .tmpfs {
            for (name, value) in [("mode", mode), ("uid", uid), ("gid", gid)] where value != nil {
                throw ValueError(message: "\(name) not allowed for \(kind.rawValue.goQuoted) type mounts")
            }
        }
        if kind == .secret {
            if from != nil { throw ValueError(message: "secret mount should not have a from") }
            if sharing != nil { throw ValueError(message: "secret mount should not define sharing") }
            if source == nil, target == nil, id == nil {
                throw ValueError(message: "invalid secret mount. one of source, target required")
            }
            if source != nil, id != nil { throw ValueError(message: "both source and id can't be set") }
        }
        if sharing != nil, kind != .cache {
            throw ValueError(message: "invalid cache sharing set for \(kind.rawValue) mount")
        }
    }

    private func allowed<Value>(
        _ key: String, _ kinds: [Kind], _ value: Value
    ) throws(ValueError) -> Value {
        guard let kind, !kinds.contains(kind) else { return value }
        throw ValueError(message: "unexpected key '\(key)' for mount type '\(kind.rawValue)'")
    }

    private func bool(_ key: String, _ value: String) throws(ValueError) -> Bool {
        guard let flag = value.goBool else { throw ValueError(message: "invalid value for \(key): \(value)") }
        return flag
    }

    private func number(_ key: String, _ value: String, radix: Int, _ isOpen: Bool) throws(ValueError) -> UInt32? {
        if isOpen { return nil }
        guard value.utf8.first?.isDigit == true, let number = UInt32(value, radix: radix) else {
            throw ValueError(message: "invalid value \(value) for \(key)")
        }
        return number
    }

    /// `units.RAMInBytes`: a number and `k`, `m`, `g`, `t` or `p`, each with `b` or `ib` behind it.
    static func bytes(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard let last = bytes.lastIndex(where: { $0.isDigit || $0 == 0x2E || $0 == 0x20 }) else { return nil }
        let number = bytes[last] == 0x20 ? bytes[..<last] : bytes[...last]
        guard let size = Double(String(decoding: number, as: UTF8.self)), size >= 0, size < 9e18 else { return nil }
        let suffix = String(decoding: bytes[(last + 1)...], as: UTF8.self).lowercased()
        let exponents: [Character: Double] = ["k": 1, "m": 2, "g": 3, "t": 4, "p": 5]
        guard let unit = suffix.first else { return Int64(size) }
        if suffix == "b" { return Int64(size) }
        guard let exponent = exponents[unit], ["", "b", "ib"].contains(suffix.dropFirst()) else { return nil }
        var scaled = size
        for _ in 0..<Int(exponent) { scaled *= 1024 }
        return scaled < 9e18 ? Int64(scaled) : nil
    }
}
