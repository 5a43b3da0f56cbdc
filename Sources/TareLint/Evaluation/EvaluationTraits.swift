import TareDockerfile

/// What a file has, as far as a glance tells: most rules about builds need something rare, and a world takes time.
struct EvaluationTraits: OptionSet, Sendable {
    let rawValue: UInt8

    /// Words of Python, its tools and servers.
    static let python = EvaluationTraits(rawValue: 1)
    /// Several stages.
    static let stages = EvaluationTraits(rawValue: 2)
    /// `COPY --from`, or a mount from elsewhere.
    static let copies = EvaluationTraits(rawValue: 4)
    /// A user that is not root, and instructions behind it.
    static let user = EvaluationTraits(rawValue: 8)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ file: Dockerfile, _ items: [Item]) {
        self = []
        if file.source.namesPython { insert(.python) }
        var stages = 0
        for item in items {
            switch item.command {
            case .from: stages += 1
            case .copy(let copy) where copy.from != nil: insert(.copies)
            case .run(let run) where !run.mountFlags.isEmpty: insert(.copies)
            case .user(let word):
                if !word.equals("root"), !word.equals("0") { insert(.user) }
            default: break
            }
        }
        if stages > 1 { insert(.stages) }
    }
}

extension [UInt8] {
    private static let words: [(first: UInt8, rest: [UInt8])] = [
        "python", "pip", "uvicorn", "uv", "gunicorn", "granian", "poetry", "flask", "fastapi", "fastmcp", "hypercorn",
        "mcp", "daphne", "waitress", "pdm",
    ].map { ($0.utf8.first ?? 0, Swift.Array($0.utf8.dropFirst())) }

    /// Whether a word that begins like a tool of Python's stands in it.
    fileprivate var namesPython: Bool {
        var previous: UInt8 = 0x20
        for (place, byte) in enumerated() {
            defer { previous = byte }
            guard byte &- 0x64 < 20, (previous | 0x20) &- 0x61 >= 26 else { continue }
            for word in Self.words where word.first == byte {
                guard place + word.rest.count < count,
                    self[(place + 1)...(place + word.rest.count)].elementsEqual(word.rest)
                else { continue }
                // `pipefail`
                let next = place + word.rest.count + 1 < count ? self[place + word.rest.count + 1] : 0x20
                if word.rest.count > 2 || (next | 0x20) &- 0x61 >= 26 { return true }
            }
        }
        return false
    }

    /// Whether a name stands in it as a word of its own, in some part.
    func mentions(_ name: String, in range: Range<Int>) -> Bool {
        let name = Swift.Array(name.utf8)
        guard let first = name.first, range.count >= name.count else { return false }
        for place in range.lowerBound...(range.upperBound - name.count) where self[place] == first {
            guard self[place..<(place + name.count)].elementsEqual(name) else { continue }
            let before = place > range.lowerBound ? self[place - 1] : 0x20
            let after = place + name.count < range.upperBound ? self[place + name.count] : 0x20
            if !before.isOfWord, !after.isOfWord { return true }
        }
        return false
    }
}

extension UInt8 {
    fileprivate var isOfWord: Bool {
        (self | 0x20) &- 0x61 < 26 || self &- 0x30 < 10 || self == 0x2D || self == 0x5F || self == 0x2E
    }
}
