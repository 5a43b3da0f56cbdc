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

    init(_ file: Dockerfile, _ items: [Item], _ settings: RuleSettings) {
        self = settings.bases == nil ? [] : .knownBase
        let words = file.source.withUnsafeBufferPointer(\.pythonWords)
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

extension UnsafeBufferPointer<UInt8> {
    /// By byte: 1 for a letter, 2 for one that a tool of Python's begins with.
    private static let classes: [UInt8] = (0...255).map { byte in
        "dfghmpuw".utf8.contains(byte) ? 2 : (byte | 0x20) &- 0x61 < 26 ? 1 : 0
    }

    /// Whether words that begin like tools of Python's stand in it, and `uv` among them.
    fileprivate var pythonWords: (isPython: Bool, isUV: Bool) {
        guard count > 1 else { return (false, false) }
        return Self.classes.withUnsafeBufferPointer { classes in
            var isPython = false
            var previous: UInt8 = 0
            var place = 0
            let last = count - 1
            while place < last {
                let kind = classes[Int(self[place])]
                if kind == 2, previous == 0 {
                    switch self[place] {
                    case 0x75:
                        guard self[place + 1] == 0x76 else { break }
                        if has("uv ", at: place) || has("uv\"", at: place) { return (true, true) }
                        isPython = isPython || has("uvicorn", at: place)
                    case let first: isPython = isPython || isTool(first, self[place + 1], place)
                    }
                }
                previous = kind
                place += 1
            }
            return (isPython, false)
        }
    }

    /// By the first two letters.
    private func isTool(_ first: UInt8, _ second: UInt8, _ place: Int) -> Bool {
        switch (first, second) {
        case (0x64, 0x61): has("daphne", at: place)
        case (0x64, 0x6A): has("django", at: place)
        case (0x66, 0x61): has("fastapi", at: place) || has("fastmcp", at: place)
        case (0x66, 0x6C): has("flask", at: place)
        case (0x67, 0x75): has("gunicorn", at: place)
        case (0x67, 0x72): has("granian", at: place)
        case (0x68, 0x79): has("hypercorn", at: place)
        case (0x6D, 0x63): has("mcp", at: place)
        case (0x70, 0x79): has("python", at: place)
        case (0x70, 0x6F): has("poetry", at: place)
        case (0x70, 0x64): has("pdm ", at: place)
        case (0x70, 0x69): hasPip(place)
        case (0x77, 0x61): has("waitress", at: place)
        default: false
        }
    }

    private func hasPip(_ place: Int) -> Bool {
        guard has("pip", at: place), place + 3 < count else { return false }
        // `pipefail`
        return (self[place + 3] | 0x20) &- 0x61 >= 26
    }
}

extension [UInt8] {
    /// Whether `$NAME` or `${NAME` stands in some part.
    func usesVariable(_ name: String, in range: Range<Int>) -> Bool {
        withUnsafeBufferPointer { bytes in
            name.withBytes { name in
                var place = range.lowerBound
                while place < range.upperBound {
                    defer { place += 1 }
                    guard bytes[place] == 0x24 else { continue }
                    var start = place + 1
                    if start < range.upperBound, bytes[start] == 0x7B { start += 1 }
                    if start + name.count <= range.upperBound, bytes[start..<(start + name.count)].elementsEqual(name) {
                        return true
                    }
                }
                return false
            }
        }
    }

    /// Whether a name stands in it as a word of its own, in some part.
    func mentions(_ name: String, in range: Range<Int>) -> Bool {
        withUnsafeBufferPointer { bytes in
            name.withBytes { name in
                guard let first = name.first, range.count >= name.count else { return false }
                for place in range.lowerBound...(range.upperBound - name.count) where bytes[place] == first {
                    guard bytes[place..<(place + name.count)].elementsEqual(name) else { continue }
                    let before = place > range.lowerBound ? bytes[place - 1] : 0x20
                    let after = place + name.count < range.upperBound ? bytes[place + name.count] : 0x20
                    if !before.isOfWord, !after.isOfWord { return true }
                }
                return false
            }
        }
    }
}

extension UInt8 {
    fileprivate var isOfWord: Bool {
        (self | 0x20) &- 0x61 < 26 || self &- 0x30 < 10 || self == 0x2D || self == 0x5F || self == 0x2E
    }
}
