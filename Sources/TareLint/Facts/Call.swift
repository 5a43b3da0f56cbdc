import TareDiagnostics
import TareDockerfile

/// A command of a `RUN` whose program some rule asks for, in hadolint's terms: arguments without quotes, flags cut into
/// names.
struct Call {
    struct Flag {
        /// Without dashes and value; each letter of `-xyz` is one.
        var name: String
        /// The argument that it stands in.
        var argument: Int
    }

    let program: Program
    let name: String
    /// Everything behind the first word.
    let arguments: [String]
    let flags: [Flag]
    /// Nil in the exec form, where words have no places of the shell's.
    let shell: ShellCommand?

    init(_ program: Program, _ name: String, _ arguments: [String], _ shell: ShellCommand?) {
        self.program = program
        self.name = name
        self.arguments = arguments
        self.shell = shell
        var flags: [Flag] = []
        for (index, argument) in arguments.enumerated() where argument.utf8.first == 0x2D {
            if argument == "-" || argument == "--" { continue }
            if argument.hasPrefix("--") {
                let name = argument.utf8.dropFirst(2).prefix { $0 != 0x3D }
                flags.append(Flag(name: String(Substring(name)), argument: index))
            } else {
                for scalar in argument.unicodeScalars.dropFirst() {
                    flags.append(Flag(name: String(scalar), argument: index))
                }
            }
        }
        self.flags = flags
    }

    // MARK: Asking

    /// Whether one of these is among the arguments.
    func has(_ arguments: String...) -> Bool { self.arguments.contains { arguments.contains($0) } }

    func hasFlag(_ names: String...) -> Bool { flags.contains { names.contains($0.name) } }

    func count(ofFlag name: String) -> Int { flags.count { $0.name == name } }

    /// Whether these stand behind each other.
    func hasRun(_ wanted: [String]) -> Bool {
        guard arguments.count >= wanted.count else { return false }
        return (0...(arguments.count - wanted.count)).contains { start in
            arguments[start..<start + wanted.count].elementsEqual(wanted)
        }
    }

    /// The arguments that are no flags, and not the values behind these flags.
    func operands(droppingValuesOf names: Set<String> = []) -> [String] {
        operandIndices(droppingValuesOf: names).map { arguments[$0] }
    }

    func operandIndices(droppingValuesOf names: Set<String> = []) -> [Int] {
        var dropped: Set<Int> = []
        if !names.isEmpty {
            for flag in flags where names.contains(flag.name) && !arguments[flag.argument].utf8.contains(0x3D) {
                dropped.insert(flag.argument + 1)
            }
        }
        return arguments.indices.filter { index in
            !dropped.contains(index) && !isFlag(index)
        }
    }

    private func isFlag(_ index: Int) -> Bool {
        let argument = arguments[index]
        return argument.utf8.first == 0x2D && argument != "-" && argument != "--"
    }

    /// What stands behind each such flag.
    func values(ofFlag name: String) -> [String] {
        flags.compactMap { flag in
            flag.name == name && flag.argument + 1 < arguments.count ? arguments[flag.argument + 1] : nil
        }
    }

    // MARK: Places

    var evidence: Evidence {
        guard let shell else { return Evidence(([name] + arguments).joined(separator: " ")) }
        return Evidence(shell.description.printable(limit: 200), at: shell.range)
    }

    /// Inserts text behind an argument.
    func inserting(_ text: String, behind argument: String) -> SourceEdit? {
        guard let shell, let index = arguments.firstIndex(of: argument), index < shell.arguments.count else {
            return nil
        }
        let end = Int(shell.arguments[index].range.upper)
        return SourceEdit(SourceRange(end, end), with: text)
    }
}
