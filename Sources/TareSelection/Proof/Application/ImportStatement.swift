/// A statement that imports, at the left margin of a file: it runs whenever the file is imported.
struct ImportStatement: Hashable {
    /// `a.b`; empty for `from . import c`.
    var module: String
    /// Leading dots.
    var level = 0
    /// What a `from` takes of the module; `["*"]` for all.
    var names: [String] = []
    var isFrom = false
    /// Counted from 1.
    var line: Int
}

/// Finds import statements in Python source (Python Language Reference, "Lexical analysis", "The import statement").
///
/// Indented ones are passed over: they are in a function, or in a `try` or `if` that may do without. One pass over bytes,
/// whatever they are.
struct ImportStatements {
    private(set) var all: [ImportStatement] = []
    /// Whether the file changes where modules are searched.
    private(set) var changesPath = false

    private static let mostStatements = 2_000

    init(in source: [UInt8]) {
        var scanner = PythonScanner(source)
        while let line = scanner.nextLogicalLine() {
            if !changesPath { changesPath = line.text.contains("sys.path") || line.text.contains("addsitedir") }
            guard line.isAtMargin, all.count < Self.mostStatements else { continue }
            for statement in line.text.split(separator: ";") {
                all += Self.statements(statement, line: line.number)
            }
        }
    }

    private static func statements(_ text: Substring, line: Int) -> [ImportStatement] {
        let words = text.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\u{0C}" }).map(String.init)
        guard words.count >= 2 else { return [] }
        if words[0] == "import" {
            return names(words.dropFirst()).filter(isDotted).map { ImportStatement(module: $0, line: line) }
        }
        guard words[0] == "from", let place = words.firstIndex(of: "import"), place >= 2 else { return [] }
        let source = words[1..<place].joined()
        let level = source.prefix { $0 == "." }.count
        let module = String(source.dropFirst(level))
        guard module.isEmpty ? level > 0 : isDotted(module) else { return [] }
        return [
            ImportStatement(
                module: module, level: level, names: names(words[(place + 1)...]), isFrom: true, line: line)
        ]
    }

    /// `a.b as c, d` without what they are called.
    private static func names(_ words: ArraySlice<String>) -> [String] {
        words.joined(separator: " ").split(separator: ",").compactMap { part in
            part.split(whereSeparator: { $0 == " " || $0 == "(" || $0 == ")" }).first.map(String.init)
        }
    }

    private static func isDotted(_ name: String) -> Bool {
        name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.unicodeScalars.allSatisfy { $0.properties.isXIDContinue }
        }
    }
}
