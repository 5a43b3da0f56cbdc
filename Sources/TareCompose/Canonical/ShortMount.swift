/// `[source:]target[:options]` (compose-spec, `volumes`, short syntax), read as compose-go's `format.ParseVolume` does.
struct ShortMount: Hashable {
    var source: String?
    /// Without `.`, `..` and doubled slashes.
    var target: String
    var isReadOnly = false
    var doesNotCopy = false
    var propagation: String?
    /// `z` or `Z`.
    var selinux: String?

    /// `nil` where it is no mount.
    init?(parsing text: String) {
        guard !text.isEmpty else { return nil }
        guard text.utf8.count > 2 else {
            target = Self.cleaned(text)
            return
        }
        let parts = Self.split(text)
        guard parts.count <= 3, parts.allSatisfy({ !$0.isEmpty }), let first = parts.first else { return nil }
        guard parts.count > 1 else {
            target = Self.cleaned(first)
            return
        }
        source = first
        target = Self.cleaned(parts[1])
        guard parts.count == 3 else { return }
        for option in parts[2].split(separator: ",", omittingEmptySubsequences: false) {
            switch option {
            case "ro": isReadOnly = true
            case "rw": isReadOnly = false
            case "nocopy": doesNotCopy = true
            case "rprivate", "private", "rshared", "shared", "rslave", "slave": propagation = String(option)
            case "z", "Z": selinux = String(option)
            default: break
            }
        }
    }

    /// A path of the host, not the name of a volume: Compose tells them by the first character.
    var isBind: Bool { source.map(Self.isPath) ?? false }

    static func isPath(_ source: String) -> Bool {
        if let first = source.first, ["/", ".", "~"].contains(first) || source.hasPrefix(#"\\"#) { return true }
        return source.count > 1 && source.first?.isLetter == true && source.dropFirst().first == ":"
    }

    /// At colons, but not behind a drive's letter nor in a variable.
    private static func split(_ text: String) -> [String] {
        var parts: [String] = []
        var part = ""
        var variables = 0
        var previous: Character?
        for character in text {
            if character == "{", previous == "$" { variables += 1 }
            if character == "}", variables > 0 { variables -= 1 }
            let isDrive = part.count == 1 && part.first?.isLetter == true
            if character == ":", variables == 0, !isDrive {
                parts.append(part)
                part = ""
            } else {
                part.append(character)
            }
            previous = character
        }
        return parts + [part]
    }

    /// A path as Go's `path.Clean` leaves it.
    static func cleaned(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part != ".." {
                parts.append(part)
            } else if let last = parts.last, last != ".." {
                parts.removeLast()
            } else if !path.hasPrefix("/") {
                parts.append(part)
            }
        }
        let joined = parts.joined(separator: "/")
        return path.hasPrefix("/") ? "/" + joined : joined.isEmpty ? "." : joined
    }
}
