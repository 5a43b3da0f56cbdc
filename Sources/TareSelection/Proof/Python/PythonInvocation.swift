internal import TareOCI

/// How a Python interpreter is called (CPython, "Command line and environment").
struct PythonInvocation {
    enum Main: Equatable {
        case script(String)
        case module(String)
        case code(String)
        /// Nothing: it reads commands from standard input, which a container's is empty of.
        case standardInput
        /// `--version` and the like: it answers and ends.
        case information
    }

    /// As it was executed; where it lies decides which environment it is of.
    var executable: String
    /// The file behind that path.
    var node: ImageTree.Node
    var main: Main
    /// Behind the script, module or code.
    var arguments: [String]
    /// Letters of the options before it: `I`, `E`, `s`, `S`, `P`.
    var flags: Set<Character> = []

    init(executable: String, node: ImageTree.Node, arguments words: [String]) {
        self.executable = executable
        self.node = node
        main = .standardInput
        arguments = []
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "-" || !word.hasPrefix("-") {
                main = word == "-" ? .standardInput : .script(word)
                break
            }
            if word.hasPrefix("--") {
                if word == "--check-hash-based-pycs" { rest = rest.dropFirst() } else { main = .information }
                if word == "--check-hash-based-pycs" { continue }
                break
            }
            if readCluster(word.dropFirst(), &rest) { break }
        }
        arguments = Array(rest)
    }

    /// Reads letters behind one hyphen; whether they end the options.
    private mutating func readCluster(_ letters: Substring, _ rest: inout ArraySlice<String>) -> Bool {
        var letters = letters
        while let letter = letters.popFirst() {
            switch letter {
            case "c", "m":
                let value = letters.isEmpty ? rest.popFirst() : String(letters)
                main = letter == "c" ? .code(value ?? "") : .module(value ?? "")
                return true
            case "W", "X":
                if letters.isEmpty { rest = rest.dropFirst() }
                return false
            case "V", "h", "?":
                main = .information
                return true
            default: flags.insert(letter)
            }
        }
        return false
    }

    var ignoresVariables: Bool { flags.contains("E") || flags.contains("I") }
    /// Whether neither the script's folder nor the working directory is searched.
    var isSafePath: Bool { flags.contains("P") || flags.contains("I") }
}
