/// What a comment says to hadolint.
public enum HadolintPragma: Hashable, Sendable {
    /// `hadolint ignore=DL3008,SC2086`: for the instruction in the next line.
    case ignore([String])
    /// `hadolint stage ignore=…`: for the stage that begins in the next line.
    case stageIgnore([String])
    /// `hadolint global ignore=…`
    case globalIgnore([String])
    /// `hadolint shell=…`: for ShellCheck.
    case shell(String)

    /// Reads what stands behind `#`; the whole of it must be right, or it is a comment like others.
    public init?(_ comment: some Collection<UInt8>) {
        var reader = PragmaReader(bytes: Array(comment))
        guard let pragma = reader.read() else { return nil }
        self = pragma
    }
}

private struct PragmaReader {
    let bytes: [UInt8]
    var place = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func read() -> HadolintPragma? {
        skipBlanks()
        guard take("hadolint"), skipBlanks() > 0 else { return nil }
        if take("shell") {
            guard takeSign() else { return nil }
            let name = word { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A }
            return name.isEmpty || !isDone() ? nil : .shell(name)
        }
        let make: ([String]) -> HadolintPragma
        if take("stage") {
            guard skipBlanks() > 0 else { return nil }
            make = HadolintPragma.stageIgnore
        } else if take("global") {
            guard skipBlanks() > 0 else { return nil }
            make = HadolintPragma.globalIgnore
        } else {
            make = HadolintPragma.ignore
        }
        guard take("ignore"), takeSign() else { return nil }
        var names: [String] = []
        while true {
            let name = word { $0 &- 0x41 < 26 || $0 &- 0x30 < 10 }
            guard !name.isEmpty else { return nil }
            names.append(name)
            skipBlanks()
            guard place < bytes.count, bytes[place] == 0x2C else { break }
            place += 1
            skipBlanks()
        }
        return isDone() ? make(names) : nil
    }

    @discardableResult
    private mutating func skipBlanks() -> Int {
        let start = place
        while place < bytes.count, bytes[place] == 0x20 || bytes[place] == 0x09 { place += 1 }
        return place - start
    }

    private mutating func take(_ word: String) -> Bool {
        guard bytes[place...].starts(with: word.utf8) else { return false }
        place += word.utf8.count
        return true
    }

    private mutating func takeSign() -> Bool {
        skipBlanks()
        guard take("=") else { return false }
        skipBlanks()
        return true
    }

    private mutating func word(_ belongs: (UInt8) -> Bool) -> String {
        let start = place
        while place < bytes.count, belongs(bytes[place]) { place += 1 }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    /// Whether nothing but a remark follows.
    private mutating func isDone() -> Bool {
        skipBlanks()
        return place == bytes.count || bytes[place] == 0x23
    }
}
