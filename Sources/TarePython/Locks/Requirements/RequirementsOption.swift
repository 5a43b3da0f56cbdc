/// An option of a requirements file, such as `--hash=sha256:…`.
struct RequirementsOption {
    /// Its long name without hyphens: `index-url`.
    var name: String
    var value: String
    /// Where it begins in the line.
    var index: Int

    /// Long names by short ones.
    private static let shortNames: [UInt8: String] = [
        UInt8(ascii: "r"): "requirement", UInt8(ascii: "c"): "constraint", UInt8(ascii: "e"): "editable",
        UInt8(ascii: "i"): "index-url", UInt8(ascii: "f"): "find-links", UInt8(ascii: "C"): "config-settings",
    ]

    private static let withValue: Set<String> = [
        "requirement", "constraint", "editable", "index-url", "pypi-url", "extra-index-url", "find-links", "no-binary",
        "only-binary", "trusted-host", "use-feature", "hash", "config-settings", "config-setting", "global-option",
        "platform", "python-version", "implementation", "abi", "timeout", "retries", "cert", "client-cert", "proxy",
    ]

    private static let withoutValue: Set<String> = [
        "no-index", "pre", "prefer-binary", "require-hashes", "no-deps", "no-cache-dir", "no-build-isolation",
    ]

    enum Failure: Error {
        case unknown(String, at: Int)
        case noValue(String, at: Int)
    }

    /// The options in a part of a line.
    static func options(_ line: RequirementsLine, from start: Int) throws(Failure) -> [RequirementsOption] {
        var words = Words(bytes: line.bytes, index: start)
        var options: [RequirementsOption] = []
        while let (word, index) = words.next() {
            var (name, value) = split(word)
            let isFlag = withoutValue.contains(name)
            guard isFlag || withValue.contains(name) else { throw .unknown(word, at: index) }
            if !isFlag, value == nil { value = words.next()?.word }
            guard isFlag || value?.isEmpty == false else { throw .noValue(word, at: index) }
            if name == "pypi-url" { name = "index-url" }
            options.append(RequirementsOption(name: name, value: value ?? "", index: index))
        }
        return options
    }

    /// `--name=value`, `-nvalue`, or the name alone.
    private static func split(_ word: String) -> (name: String, value: String?) {
        if word.hasPrefix("--") {
            let halves = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(halves[0]), halves.count > 1 ? String(halves[1]) : nil)
        }
        let bytes = Array(word.utf8)
        guard bytes.count > 1, bytes[0] == UInt8(ascii: "-"), let name = shortNames[bytes[1]] else {
            return (word, nil)
        }
        let rest = bytes[2...]
        return (name, rest.isEmpty ? nil : rest.text)
    }

    /// The words of a line as a shell splits them: quotes and backslashes, no variables.
    private struct Words {
        let bytes: [UInt8]
        var index: Int

        mutating func next() -> (word: String, index: Int)? {
            while index < bytes.count, bytes[index].isWhitespace { index += 1 }
            guard index < bytes.count else { return nil }
            let start = index
            var word: [UInt8] = []
            var quote: UInt8?
            while index < bytes.count {
                let byte = bytes[index]
                if let open = quote {
                    if byte == open { quote = nil } else { word.append(byte) }
                } else if byte.isWhitespace {
                    break
                } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                    quote = byte
                } else if byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
                    index += 1
                    word.append(bytes[index])
                } else {
                    word.append(byte)
                }
                index += 1
            }
            return (word[...].text, start)
        }
    }
}
