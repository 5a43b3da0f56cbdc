/// A shell's command line, as far as it is made of simple commands (POSIX.1-2024, Shell Command Language, 2.9).
///
/// What needs a shell to know (substitutions, loops, functions, subshells) is not read: such a line is `nil`.
struct ShellLine: Equatable {
    enum Connector: Equatable {
        /// The first command, or one behind `;` or a line's end.
        case always
        case and
        case or
        case pipe
    }

    struct Command: Equatable {
        var connector: Connector
        /// Without assignments before it and redirections.
        var words: [String]
    }

    private(set) var commands: [Command] = []

    /// What a shell runs itself, or where what follows depends on it.
    static let builtins: Set<String> = [
        ":", "[", "alias", "bg", "break", "command", "continue", "echo", "exit", "export", "false", "getopts", "hash",
        "kill", "printf", "pwd", "read", "readonly", "return", "set", "shift", "test", "times", "trap", "true", "type",
        "ulimit", "umask", "unset", "wait",
    ]
    /// Builtins behind which nothing is known of what the shell does.
    static let opaqueBuiltins: Set<String> = [".", "cd", "eval", "source"]
    private static let keywords: Set<String> = [
        "!", "case", "do", "done", "elif", "else", "esac", "fi", "for", "function", "if", "then", "until", "while",
        "{", "}", "[[", "select",
    ]
    private static let longestLine = 64 << 10

    init?(_ text: String, variables: [String: String]) {
        guard text.utf8.count <= Self.longestLine else { return nil }
        var lexer = ShellLexer(text, variables: variables)
        var command = Command(connector: .always, words: [])
        var hasAssignments = true
        while let token = lexer.next() {
            switch token {
            case .unreadable: return nil
            case .word(let word, let plain):
                if hasAssignments, Self.isAssignment(word, plain) { continue }
                if command.words.isEmpty, plain == word.utf8.count, Self.keywords.contains(word) { return nil }
                if command.words == ["exec"] { command.words = [] }
                hasAssignments = false
                command.words.append(word)
            case .end(let connector):
                if !command.words.isEmpty { commands.append(command) }
                command = Command(connector: connector, words: [])
                hasAssignments = true
            }
        }
        if !command.words.isEmpty { commands.append(command) }
    }

    /// `NAME=value`, of which only the value may be quoted.
    private static func isAssignment(_ word: String, _ plain: Int) -> Bool {
        guard let sign = word.utf8.firstIndex(of: UInt8(ascii: "=")), sign > word.utf8.startIndex,
            word.utf8.distance(from: word.utf8.startIndex, to: sign) < plain
        else { return false }
        return word.utf8[..<sign].enumerated().allSatisfy { index, byte in
            (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
                || index > 0 && (0x30...0x39).contains(byte)
        }
    }
}
