import TareDockerfile

/// A command of a `RUN` whose program some rule asks for, in hadolint's terms: arguments without quotes, flags cut into
/// names.
struct Call {
    let program: Program
    let name: String
    /// Everything behind the first word.
    let arguments: [String]
    /// Nil in the exec form, where words have no places of the shell's.
    let shell: ShellCommand?

    init(_ program: Program, _ name: String, _ arguments: [String], _ shell: ShellCommand?) {
        self.program = program
        self.name = name
        self.arguments = arguments
        self.shell = shell
    }

    // MARK: Asking

    /// Whether one of these is among the arguments.
    func has(_ arguments: String...) -> Bool { self.arguments.contains { arguments.contains($0) } }

    /// Whether one of these flags is given; without dashes and values, and each letter of `-xyz` is one.
    func hasFlag(_ names: String...) -> Bool {
        arguments.contains { argument in names.contains { Self.count($0, in: argument) > 0 } }
    }

    func count(ofFlag name: String) -> Int { arguments.reduce(0) { $0 + Self.count(name, in: $1) } }

    /// How often an argument gives a flag.
    private static func count(_ name: String, in argument: String) -> Int {
        guard argument.utf8.first == 0x2D else { return 0 }
        return argument.withBytes { bytes in
            name.withBytes { name in
                guard bytes.count > 1 else { return 0 }
                if bytes[1] == 0x2D {
                    guard bytes.count > 2, bytes.count >= 2 + name.count else { return 0 }
                    for index in name.indices where bytes[2 + index] != name[index] { return 0 }
                    let end = 2 + name.count
                    return !name.contains(0x3D) && (end == bytes.count || bytes[end] == 0x3D) ? 1 : 0
                }
                guard name.count == 1 else { return 0 }
                return bytes.dropFirst().count { $0 == name[0] }
            }
        }
    }

    /// Whether these stand behind each other.
    func hasRun(_ wanted: [String]) -> Bool {
        guard arguments.count >= wanted.count else { return false }
        return (0...(arguments.count - wanted.count)).contains { start in
            arguments[start..<start + wanted.count].elementsEqual(wanted)
        }
    }

    /// The arguments that are no flags, and not the values behind these flags.
    func operands(droppingValuesOf names: [String] = []) -> [String] {
        if names.isEmpty {
            var result: [String] = []
            for index in arguments.indices where !isFlag(index) { result.append(arguments[index]) }
            return result
        }
        return operandIndices(droppingValuesOf: names).map { arguments[$0] }
    }

    func operandIndices(droppingValuesOf names: [String] = []) -> [Int] {
        var dropped: Set<Int> = []
        if !names.isEmpty {
            for (index, argument) in arguments.enumerated() where isFlag(index) && !argument.utf8.contains(0x3D) {
                if names.contains(where: { Self.count($0, in: argument) > 0 }) { dropped.insert(index + 1) }
            }
        }
        return arguments.indices.filter { index in
            !dropped.contains(index) && !isFlag(index)
        }
    }

    private func isFlag(_ index: Int) -> Bool {
        let bytes = arguments[index].utf8
        return bytes.first == 0x2D && (bytes.count > 2 || bytes.count == 2 && bytes.last != 0x2D)
    }

    /// What stands behind each such flag.
    func values(ofFlag name: String) -> [String] {
        arguments.indices.dropLast().filter { Self.count(name, in: arguments[$0]) > 0 }.map { arguments[$0 + 1] }
    }

    // MARK: Places

    /// The command as it is written.
    var evidence: Evidence {
        guard let shell else { return Evidence(([name] + arguments).joined(separator: " ")) }
        return Evidence(shell.description, at: shell.range)
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
