internal import ArgumentParser
internal import TareDiagnostics
internal import TareReport

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table
    case json
}

enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
    case auto
    case always
    case never
}

/// How tables look.
struct StyleOptions: ParsableArguments {
    @Option(help: "Emphasis in tables: auto (on a terminal, unless NO_COLOR is set), always or never.")
    var color: ColorChoice = .auto

    func style(isForFile: Bool) -> TextStyle {
        let isTerminal = !isForFile && isatty(1) == 1
        let usesColor =
            switch color {
            case .always: true
            case .never: false
            case .auto: isTerminal && getenv("NO_COLOR") == nil && getenv("TERM").map { String(cString: $0) } != "dumb"
            }
        return TextStyle(usesColor: usesColor, width: isTerminal ? Self.terminalWidth : 160)
    }

    private static var terminalWidth: Int {
        var size = winsize()
        guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 120 }
        return Int(size.ws_col)
    }
}

/// How a result looks.
struct RenderingOptions: ParsableArguments {
    @Option(help: "How the result is written: table or json.")
    var format: OutputFormat = .table

    @OptionGroup var styling: StyleOptions

    /// The result's text: `table` is asked for only when it is wanted.
    func text(_ result: some Encodable, isForFile: Bool = false, table: (TextStyle) -> [String]) throws -> String {
        switch format {
        case .json: try JSONReport.text(result)
        case .table: table(styling.style(isForFile: isForFile)).joined(separator: "\n") + "\n"
        }
    }
}

/// Where the result goes and how it looks.
struct OutputOptions: ParsableArguments {
    @OptionGroup var rendering: RenderingOptions

    @Option(name: .shortAndLong, help: ArgumentHelp("Write the result to this file.", valueName: "file"))
    var output: String?

    /// Writes a result: `table` is asked for only when it is wanted.
    func write(_ result: some Encodable, table: (TextStyle) -> [String]) throws {
        let text = try rendering.text(result, isForFile: output != nil, table: table)
        if let output {
            try OutputFile.write(text, to: output)
        } else {
            StandardOutput.write(text)
        }
    }
}

enum StandardOutput {
    static func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let written = Glibc.write(1, rest.baseAddress, rest.count)
                // A reader that went away (`| head`) has all it wanted.
                guard written > 0 else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
        }
    }
}

/// A result file: written beside its place and renamed, so that no half of it is ever seen.
enum OutputFile {
    struct Failure: Refusal {
        var what: String
        var location: String?
        var hint: String? { "name a file in a folder that exists and that you may write" }
        var severity: RefusalSeverity { .usage }
    }

    static func write(_ text: String, to path: String) throws {
        let temporary = path + ".tmp\(getpid())"
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw failure(path) }
        var text = text
        let isWritten = text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let written = Glibc.write(file, rest.baseAddress, rest.count)
                guard written > 0 else { return false }
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
            return true
        }
        let code = errno
        guard close(file) == 0, isWritten, rename(temporary, path) == 0 else {
            unlink(temporary)
            throw failure(path, isWritten ? errno : code)
        }
    }

    private static func failure(_ path: String, _ code: Int32 = errno) -> Failure {
        Failure(what: "the result can't be written: " + String(cString: strerror(code)), location: path)
    }
}
