/// Comments that switch rules off, as dclint has them: `# dclint disable-file`, `# dclint disable a b` above the first
/// key, `# dclint disable-line a` behind a value. Without names they stand for all rules.
struct DclintPragmas {
    private struct Names {
        var all = false
        var some: Set<String> = []

        func have(_ rule: String) -> Bool { all || some.contains(rule) }

        mutating func add(_ names: [Substring]) {
            if names.isEmpty { all = true } else { some.formUnion(names.map(String.init)) }
        }
    }

    private var file = Names()
    private var lines: [Int: Names] = [:]

    init(_ text: ComposeText) {
        var isHead = true
        for number in 1...max(text.lineCount, 1) {
            let line = text.line(number)
            let isComment = line.first { $0 != UInt8(ascii: " ") } == UInt8(ascii: "#")
            guard let words = Self.words(line) else {
                if !line.isEmpty, !isComment { isHead = false }
                continue
            }
            switch words.first {
            case "disable-line"?: lines[number, default: Names()].add(Array(words.dropFirst()))
            case "disable"? where isHead: file.add(Array(words.dropFirst()))
            case "disable-file"? where isHead: file.add([])
            default: break
            }
            if !isComment { isHead = false }
        }
    }

    func ignore(_ rule: String, line: Int) -> Bool { file.have(rule) || lines[line]?.have(rule) ?? false }

    /// What stands behind `# dclint`.
    private static func words(_ line: ArraySlice<UInt8>) -> [Substring]? {
        let mark = Array("# dclint ".utf8)
        guard let place = line.indices.first(where: { line[$0...].starts(with: mark) }) else { return nil }
        return String(decoding: line[(place + mark.count)...], as: UTF8.self)
            .split { $0 == " " || $0 == "," || $0 == "\t" }
    }
}
