/// The first line of a script, as the kernel reads it (execve(2), "Interpreter scripts"; `fs/binfmt_script.c`).
struct Shebang: Equatable {
    var interpreter: String
    /// All that stands behind the interpreter, as one argument.
    var argument: String?

    /// Bytes of the line, `#!` among them, that Linux before 5.1 read.
    static let oldLimit = 127
    /// Bytes that Linux reads since.
    static let limit = 255
    /// How many scripts may have scripts for interpreters.
    static let mostInterpreters = 5

    /// `nil` where no interpreter is named. `line` is without `#!` and the line's end.
    init?(_ line: String) {
        let isBlank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        var bytes = Array(line.utf8)[...]
        bytes = bytes.drop(while: isBlank)
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        let name = bytes.prefix { !isBlank($0) }
        guard !name.isEmpty else { return nil }
        interpreter = String(decoding: name, as: UTF8.self)
        let rest = bytes.dropFirst(name.count).drop(while: isBlank)
        argument = rest.isEmpty ? nil : String(decoding: rest, as: UTF8.self)
    }
}
