/// Reads a script in one pass; compounds by recursion, which is bounded.
struct ShellReader {
    let bytes: [UInt8]
    var place: Int
    var end: Int
    /// Ends of here-documents whose lines stand outside of the text: a Dockerfile's own.
    let announced: [String]
    var commands: [ShellCommandNode] = []
    var words: [ShellWordNode] = []
    var redirections: [ShellRedirectionNode] = []
    var scopes: [ShellScopeNode] = []
    var pipelines: [ShellPipelineNode] = []
    var isComplete = true
    var work = 0
    var scope: Int32 = 0
    var depth = 0
    /// Words and redirections of commands that are being read: an inner command's are moved out first.
    var openWords: [ShellWordNode] = []
    var openRedirections: [ShellRedirectionNode] = []
    /// Here-documents whose lines come behind the next line end, as rows of `redirections` or of `openRedirections`.
    var pending: [PendingHeredoc] = []
    /// Up to here a search for `))` has failed; a few more are allowed, so that searching stays linear.
    var arithmeticEnd = 0
    var arithmeticFailures = 0
    static let mostArithmeticFailures = 16
    /// Here-documents that one line may announce.
    static let mostHeredocs = 64

    static let mostNesting = 64

    struct PendingHeredoc {
        var name: [UInt8]
        var stripsTabs: Bool
        /// Nothing is expanded in its lines.
        var isQuoted: Bool
        /// The place of its word, by which its row is found.
        var word: UInt32
    }

    init(bytes: [UInt8], range: TextRange, announced: [String]) {
        self.bytes = bytes
        self.announced = announced
        place = range.start
        end = range.end
        let size = end - place
        words.reserveCapacity(size / 8 + 4)
        commands.reserveCapacity(size / 24 + 2)
        pipelines.reserveCapacity(size / 24 + 2)
        openWords.reserveCapacity(16)
    }

    mutating func read() {
        let start = place
        scopes.append(
            ShellScopeNode(
                kind: .script, place: ShellPlace(scope: -1, pipeline: 0, position: 0, connector: .first),
                range: TextRange(start, end)))
        pipelines.append(ShellPipelineNode(count: 1, isNegated: false, isBackground: false))
        readList([])
        for heredoc in pending where !announced.contains(String(decoding: heredoc.name, as: UTF8.self)) {
            isComplete = false
        }
    }

    /// Where a list ends.
    struct Stops: OptionSet {
        let rawValue: UInt8
        static let parenthesis = Stops(rawValue: 1)
        static let brace = Stops(rawValue: 2)
        static let then = Stops(rawValue: 4)
        static let `do` = Stops(rawValue: 8)
        static let done = Stops(rawValue: 16)
        /// `elif`, `else`, `fi`
        static let fi = Stops(rawValue: 32)
        /// `;;` and `esac`
        static let arm = Stops(rawValue: 64)
    }

    // MARK: Bytes

    @inline(__always) var byte: UInt8 { place < end ? bytes[place] : 0 }

    @inline(__always) func byte(at offset: Int) -> UInt8 { place + offset < end ? bytes[place + offset] : 0 }

    @inline(__always) var isAtEnd: Bool { place >= end }

    /// Skips spaces, tabs and continued line ends.
    @inline(__always)
    mutating func skipBlanks() {
        while place < end {
            let byte = bytes[place]
            if byte.isBlank || byte == 0x0D {
                place += 1
            } else if byte == 0x5C, place + 1 < end, bytes[place + 1] == 0x0A {
                place += 2
            } else {
                return
            }
        }
    }

    /// Skips blanks, comments and line ends, with the here-documents behind them.
    mutating func skipLines() {
        while true {
            skipBlanks()
            if byte == 0x23, !isAtEnd { skipComment() }
            guard byte == 0x0A, !isAtEnd else { return }
            takeLineEnd()
        }
    }

    mutating func skipComment() { while place < end, bytes[place] != 0x0A { place += 1 } }

    // MARK: Lists

    /// Reads commands up to what ends the list, which is not taken.
    mutating func readList(_ stops: Stops) {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.mostNesting else {
            (place, isComplete) = (end, false)
            return
        }
        var connector = ShellConnector.first
        while true {
            work += 1
            skipLines()
            if isAtEnd || isStop(stops) { return }
            let start = place
            let firstPipeline = pipelines.count
            readAndOr(connector)
            skipBlanks()
            connector = .sequence
            switch byte {
            case 0x3B where !isAtEnd:
                if byte(at: 1) == 0x3B || byte(at: 1) == 0x26 {
                    if stops.contains(.arm) { return }
                    isComplete = false
                    place += 1
                }
                place += 1
            case 0x26 where !isAtEnd:
                place += 1
                connector = .background
                for index in firstPipeline..<pipelines.count { pipelines[index].isBackground = true }
            case 0x0A where !isAtEnd: break
            default:
                if !isAtEnd, !isStop(stops) { isComplete = false }
            }
            if place == start {
                // Nothing was taken: a sign that has no business here.
                place += 1
                isComplete = false
            }
        }
    }

    private mutating func isStop(_ stops: Stops) -> Bool {
        let byte = byte
        if byte == 0x29 { return stops.contains(.parenthesis) }
        if byte == 0x3B { return stops.contains(.arm) && (self.byte(at: 1) == 0x3B || self.byte(at: 1) == 0x26) }
        switch byte {
        case 0x7D: return stops.contains(.brace) && isReserved("}")
        case 0x74: return stops.contains(.then) && isReserved("then")
        case 0x64:
            return (stops.contains(.do) && isReserved("do")) || (stops.contains(.done) && isReserved("done"))
        case 0x65:
            return (stops.contains(.fi) && (isReserved("elif") || isReserved("else")))
                || (stops.contains(.arm) && isReserved("esac"))
        case 0x66: return stops.contains(.fi) && isReserved("fi")
        default: return false
        }
    }

    /// Whether this word, unquoted, stands here.
    @inline(__always)
    func isReserved(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard place + count <= end else { return false }
        // SAFETY: the index stays below the count.
        let expected = word.utf8Start
        for index in 0..<count where bytes[place + index] != expected[index] { return false }
        return place + count == end || bytes[place + count].endsShellWord
    }

    private mutating func readAndOr(_ first: ShellConnector) {
        readPipeline(first)
        while true {
            skipBlanks()
            let connector: ShellConnector
            if byte == 0x26, byte(at: 1) == 0x26 {
                connector = .and
            } else if byte == 0x7C, byte(at: 1) == 0x7C {
                connector = .or
            } else {
                return
            }
            place += 2
            skipLines()
            if isAtEnd { isComplete = false }
            let before = place
            readPipeline(connector)
            if place == before {
                isComplete = false
                return
            }
        }
    }

    private mutating func readPipeline(_ connector: ShellConnector) {
        let pipeline = pipelines.count
        pipelines.append(ShellPipelineNode(count: 1, isNegated: false, isBackground: false))
        while byte == 0x21, isReserved("!") {
            pipelines[pipeline].isNegated.toggle()
            place += 1
            skipBlanks()
        }
        var position: UInt16 = 0
        var connector = connector
        while true {
            readElement(
                ShellPlace(
                    scope: scope, pipeline: Int32(truncatingIfNeeded: pipeline), position: position,
                    connector: connector))
            skipBlanks()
            guard byte == 0x7C, !isAtEnd, byte(at: 1) != 0x7C else { break }
            place += byte(at: 1) == 0x26 ? 2 : 1
            skipLines()
            if isAtEnd { isComplete = false }
            connector = .pipe
            position = position == .max ? position : position + 1
        }
        pipelines[pipeline].count = position == .max ? position : position + 1
    }
}

extension UInt8 {
    /// Whether a word ends before it.
    @inline(__always) var endsShellWord: Bool {
        switch self {
        case 0x20, 0x09, 0x0A, 0x0D, 0x3B, 0x26, 0x7C, 0x3C, 0x3E, 0x28, 0x29: true
        default: false
        }
    }
}
