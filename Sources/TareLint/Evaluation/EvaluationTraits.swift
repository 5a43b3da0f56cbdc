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

    /// `uv` as a word.
    static let uv = EvaluationTraits(rawValue: 32)
    /// A base of which something may be known.
    static let knownBase = EvaluationTraits(rawValue: 16)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ file: Dockerfile, _ items: [Item], _ settings: LintSettings) {
        self = settings.bases == nil ? [] : .knownBase
        let words = file.source.pythonWords
        if words.isPython { insert(.python) }
        if words.isUV { insert(.uv) }
        var stages = 0
        for item in items {
            switch item.command {
            case .from:
                stages += 1
                if let image = item.image, StatedImages.mayKnow(image) { insert(.knownBase) }
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
    /// Whether words that begin like tools of Python's stand in it, and `uv` among them.
    fileprivate var pythonWords: (isPython: Bool, isUV: Bool) {
        var isPython = false
        var previous: UInt8 = 0x20
        for place in indices {
            let byte = self[place]
            defer { previous = byte }
            guard (previous | 0x20) &- 0x61 >= 26 else { continue }
            switch byte {
            case 0x75:
                if has("v ", at: place) || has("v\"", at: place) { return (true, true) }
                isPython = isPython || has("vicorn", at: place)
            case 0x64, 0x66, 0x67, 0x68, 0x6D, 0x70, 0x77: isPython = isPython || isTool(byte, place)
            default: break
            }
        }
        return (isPython, false)
    }

    private func isTool(_ first: UInt8, _ place: Int) -> Bool {
        switch first {
        case 0x64: has("aphne", at: place) || has("jango", at: place)
        case 0x66: has("astapi", at: place) || has("astmcp", at: place) || has("lask", at: place)
        case 0x67: has("unicorn", at: place) || has("ranian", at: place)
        case 0x68: has("ypercorn", at: place)
        case 0x6D: has("cp", at: place)
        case 0x70: has("ython", at: place) || has("oetry", at: place) || has("dm ", at: place) || hasPip(place)
        default: has("aitress", at: place)
        }
    }

    private func hasPip(_ place: Int) -> Bool {
        guard has("ip", at: place), place + 3 < count else { return false }
        // `pipefail`
        return (self[place + 3] | 0x20) &- 0x61 >= 26
    }

    private func has(_ rest: StaticString, at place: Int) -> Bool {
        guard place + rest.utf8CodeUnitCount < count else { return false }
        // SAFETY: the index stays below the literal's own count.
        for index in 0..<rest.utf8CodeUnitCount where self[place + 1 + index] != rest.utf8Start[index] { return false }
        return true
    }

    /// Whether `$NAME` or `${NAME` stands in some part.
    func usesVariable(_ name: String, in range: Range<Int>) -> Bool {
        let name = Swift.Array(name.utf8)
        var place = range.lowerBound
        while place < range.upperBound {
            defer { place += 1 }
            guard self[place] == 0x24 else { continue }
            var start = place + 1
            if start < range.upperBound, self[start] == 0x7B { start += 1 }
            if start + name.count <= range.upperBound, self[start..<(start + name.count)].elementsEqual(name) {
                return true
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
