public import TareOCI

extension CatalogueEntry {
    /// Where the image for a minor of CPython is; `nil` for a base that is assembled.
    public func reference(python: String) -> ImageReference? {
        guard case .reference(let pattern) = origin else { return nil }
        // The pattern was parsed with a minor in its place when the entry was read.
        return try? ImageReference(Self.filled(pattern, python: python))
    }

    /// Where the interpreter of a minor is expected; `nil` where none is in the base or nobody stated it.
    public func interpreterPath(python: String) -> String? {
        switch interpreter {
        case .installed(let path): Self.filled(path, python: python)
        case .own(let path, _): path
        case .managed: nil
        }
    }

    /// The minor that the base itself decides.
    public var fixedPython: String? {
        if case .own(_, let python) = interpreter { python } else { nil }
    }

    /// Whether the base is offered with a minor; `nil` where nobody stated it. A managed interpreter is of any minor.
    public func offers(python: String) -> Bool? {
        if case .managed = interpreter { return true }
        if let fixedPython { return fixedPython == python }
        return pythons.isEmpty ? nil : pythons.contains { $0.value == python }
    }

    /// Whether the base is built for a platform; `nil` where nobody stated it.
    public func offers(_ platform: Platform) -> Bool? { platforms.map { $0.value.contains(platform.normalized) } }

    /// Stated sizes on a platform, those that name another minor left out; compressed and uncompressed may differ in source.
    public func sizes(
        python: String, platform: Platform
    ) -> (compressed: Stated<UInt64>?, uncompressed: Stated<UInt64>?) {
        let fitting = sizes.filter {
            $0.value.platform == platform.normalized && ($0.value.python == nil || $0.value.python == python)
        }
        func newest(_ bytes: (Size) -> UInt64?) -> Stated<UInt64>? {
            fitting.compactMap { size in bytes(size.value).map { Stated($0, source: size.source) } }
                .max { $0.source.observed < $1.source.observed }
        }
        return (newest(\.compressed), newest(\.uncompressed))
    }

    /// All sources of what is stated, each once, in the order of their text.
    public var sources: [FactSource] {
        let all: [FactSource?] =
            pythons.map(\.source) + [
                platforms?.source, distribution?.source, libc?.source, shell?.source, packageManager?.source,
                user?.source, entrypoint?.source, publisher?.source,
            ] + sizes.map(\.source)
        return Set(all.compactMap { $0 }).sorted { ($0.place.text, $0.observed) < ($1.place.text, $1.observed) }
    }

    static func filled(_ pattern: String, python: String) -> String {
        let digits = String(decoding: python.utf8.filter { $0 != UInt8(ascii: ".") }, as: UTF8.self)
        return replacing("${python-digits}", in: replacing("${python}", in: pattern, with: python), with: digits)
    }

    private static func replacing(_ name: String, in text: String, with value: String) -> String {
        var result: [UInt8] = []
        var rest = Array(text.utf8)[...]
        let name = Array(name.utf8)
        while let byte = rest.first {
            if rest.starts(with: name) {
                result += value.utf8
                rest = rest.dropFirst(name.count)
            } else {
                result.append(byte)
                rest = rest.dropFirst()
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
