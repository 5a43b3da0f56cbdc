/// A text as a shell is handed it, with the way back to the file: for readers of shell programs that are not ours.
public struct ShellText: Sendable {
    /// The shell's name without its directory.
    public let interpreter: String
    /// The program: continuations joined, here-documents behind the line that announces them.
    public let bytes: [UInt8]
    private let storage: DockerfileStorage
    private let segments: [Segment]

    /// Consecutive bytes that come from one place.
    private struct Segment: Sendable {
        /// Where they begin in the program.
        var start: Int
        /// Where they begin in the joined text, or in the file.
        var origin: Int
        var isJoined: Bool
    }

    /// The line of an instruction, with its here-documents.
    init(_ interpreter: String, line: TextRange, _ heredocs: [Heredoc], _ storage: DockerfileStorage) {
        var bytes = Array(storage.text[line.offsets])
        var segments = [Segment(start: 0, origin: line.start, isJoined: true)]
        for heredoc in heredocs {
            let body = heredoc.node.body.offsets
            bytes.append(0x0A)
            segments.append(Segment(start: bytes.count, origin: body.lowerBound, isJoined: false))
            bytes += storage.source[body]
            bytes += heredoc.name.utf8
        }
        bytes.append(0x0A)
        (self.interpreter, self.bytes, self.storage, self.segments) = (interpreter, bytes, storage, segments)
    }

    /// A here-document that is a program itself.
    init(_ interpreter: String, body: Heredoc) {
        let range = body.node.body.offsets
        self.interpreter = interpreter
        bytes = Array(body.storage.source[range])
        storage = body.storage
        segments = [Segment(start: 0, origin: range.lowerBound, isJoined: false)]
    }

    /// Where a place of the program stands in the file. Lines and columns count from 1, columns in Unicode scalars; what
    /// lies behind the end is the end. Complexity: linear in the bytes before it.
    public func sourceOffset(line: Int, column: Int) -> UInt32 {
        var place = 0
        var current = 1
        while current < line, let end = bytes[place...].firstIndex(of: 0x0A) {
            place = end + 1
            current += 1
        }
        var rest = column - 1
        while rest > 0, place < bytes.count, bytes[place] != 0x0A {
            place += bytes.scalarLength(at: place, end: bytes.count)
            rest -= 1
        }
        let segment = segments.last { $0.start <= place } ?? segments[0]
        let (start, offset) = (segment.origin, place - segment.start)
        guard segment.isJoined else { return UInt32(truncatingIfNeeded: start + offset) }
        // One behind the last byte of a line lies behind that byte, whatever is joined to it.
        guard offset > 0 else { return UInt32(truncatingIfNeeded: storage.pieces.sourceOffset(start)) }
        let isInside = place < bytes.count && bytes[place] != 0x0A && bytes[place] != 0x20 && bytes[place] != 0x09
        let mapped =
            isInside
            ? storage.pieces.sourceOffset(start + offset) : storage.pieces.sourceOffset(start + offset - 1) + 1
        return UInt32(truncatingIfNeeded: mapped)
    }
}

extension Invocation {
    /// The programs of the shell form that a POSIX shell reads: the line's, and here-documents handed to a shell.
    ///
    /// `shell` is the name of the stage's.
    public func shellTexts(shell: String) -> [ShellText] {
        guard form == .shell, let text else { return [] }
        if text.isHeredocWord, let heredoc = heredocs.first {
            let interpreter = heredoc.shebang ?? shell.programName
            return interpreter.isPOSIXShell ? [ShellText(interpreter, body: heredoc)] : []
        }
        guard shell.programName.isPOSIXShell else { return [] }
        var texts = [
            ShellText(
                shell.programName, line: text.textRange, heredocs.filter(\.isTerminated), text.storage)
        ]
        guard !heredocs.isEmpty else { return texts }
        for program in programs(shell: [shell]).dropFirst() {
            guard let heredoc = program.heredoc, program.interpreter.isPOSIXShell else { continue }
            texts.append(ShellText(program.interpreter, body: heredoc))
        }
        return texts
    }
}
