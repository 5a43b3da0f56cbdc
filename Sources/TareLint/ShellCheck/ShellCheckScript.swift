public import TareDockerfile

/// A program of a `RUN` as ShellCheck is given it: `#!`, the variables that the build sets, the program.
public struct ShellCheckScript: Sendable {
    /// The whole file.
    public let bytes: [UInt8]
    /// Lines in front of the program.
    private let header: Int
    private let text: ShellText
    /// The instruction's.
    let range: SourceRange

    init(_ text: ShellText, variables: [String], range: SourceRange) {
        self.text = text
        self.range = range
        let names = variables.filter(Self.isName)
        header = names.count + 1
        var bytes = Array("#!/bin/\(Self.dialect(text.interpreter))\n".utf8)
        for name in names { bytes += "export \(name)=1\n".utf8 }
        bytes += text.bytes.starts(with: [0x23, 0x21]) ? Self.withoutShebang(text.bytes) : text.bytes
        self.bytes = bytes
    }

    /// A remark about the header has no place in the file.
    func offset(line: Int, column: Int) -> UInt32? {
        line > header ? text.sourceOffset(line: line - header, column: column) : nil
    }

    /// The name of a shell that ShellCheck knows.
    private static func dialect(_ interpreter: String) -> String {
        switch interpreter {
        case "ash", "busybox": "dash"
        case "mksh": "ksh"
        case "zsh": "bash"
        default: interpreter
        }
    }

    /// A `#!` may stand in the first line only: that line becomes a comment of the same length.
    private static func withoutShebang(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        bytes[1] = 0x23
        return bytes
    }

    private static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, first == 0x5F || (first | 0x20) &- 0x61 < 26 else { return false }
        return name.utf8.allSatisfy { $0 == 0x5F || ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 }
    }
}

extension ShellCheckScript {
    /// Programs of a file that are handed over; no honest file has as many.
    static let most = 2_000

    /// The programs of a file, in the order of their places.
    ///
    /// As hadolint hands them over: with the stage's `SHELL`, or what a `# hadolint shell=` above says, and with the
    /// names of `ENV`, `ARG` and proxies.
    public static func all(of file: Dockerfile, _ options: BuildOptions = BuildOptions()) -> [ShellCheckScript] {
        guard file.instructions.contains(where: { $0.keyword == .run || $0.trigger?.keyword == .run }) else {
            return []
        }
        let pragmas = shellPragmas(of: file)
        var scripts: [ShellCheckScript] = []
        for stage in Stages(file, options).stages {
            for step in stage.steps where !step.isTriggered && scripts.count < most {
                let command: RunCommand
                switch step.command {
                case .run(let run): command = run
                case .onbuild(let trigger):
                    guard case .run(let run) = trigger.parsed().command else { continue }
                    command = run
                default: continue
                }
                let place = step.instruction.range.lower
                let set = step.before.shellInstruction?.range.lower ?? stage.instruction.range.lower
                let pragma = pragmas.last { $0.place < place }
                let isNewer = pragma.map { $0.place > set || $0.isAboveStages } ?? false
                let shell = isNewer ? pragma?.shell : step.before.shell?.first
                // Every shell has `PATH`, and ShellCheck knows.
                let names = Set(step.before.variables.keys).union(step.before.declared).subtracting(["PATH"])
                for text in command.line.shellTexts(shell: shell ?? "sh") {
                    scripts.append(
                        ShellCheckScript(
                            text, variables: PredefinedArguments.proxy + names.sorted(),
                            range: step.instruction.placeRange))
                }
            }
        }
        return scripts
    }

    private static func shellPragmas(of file: Dockerfile) -> [(place: UInt32, shell: String, isAboveStages: Bool)] {
        let first = file.instructions.first { $0.keyword == .from }?.range.lower ?? .max
        return file.comments.compactMap { comment in
            guard !comment.isInsideInstruction,
                case .shell(let name)? = HadolintPragma(file.source[comment.range.offsets].dropFirst())
            else { return nil }
            return (comment.range.lower, name, comment.range.lower < first)
        }
    }
}
