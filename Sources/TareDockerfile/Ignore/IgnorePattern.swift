/// One pattern of a `.dockerignore` file, as moby/patternmatcher takes it: Go's `filepath.Match` with `**`.
///
/// | text | matches |
/// |---|---|
/// | `*`, `?` | any or one character but a slash |
/// | `[a-z]`, `[^a-z]` | one character that is, or is not, of the class; the negated one a slash too |
/// | `\c` | the character itself |
/// | `**` | any number of folders, and at the end everything |
///
/// Matching takes at most as many steps as the pattern has characters times the path has.
public struct IgnorePattern: Sendable, Hashable {
    /// Whether it takes paths back that others match: `!` before it.
    public let isException: Bool
    private let form: Form

    private enum Form: Sendable, Hashable {
        case exact([Unicode.Scalar])
        case prefix([Unicode.Scalar])
        case suffix([Unicode.Scalar])
        case steps([Step])
    }

    private enum Step: Sendable, Hashable {
        case character(Unicode.Scalar)
        case one
        case any
        case oneOf([ClosedRange<Unicode.Scalar>], isNegated: Bool)
        /// Goes on with the next step or with the one behind it.
        case split
        /// Anything up to a slash.
        case folders
        case rest
        /// Nothing, at the beginning of the path: a `^` that Go's expressions take for their own.
        case start
    }

    /// Reads a pattern without white space about it; `nil` for one that Go refuses.
    public init?(_ text: some StringProtocol) {
        let cleaned = CleanPath.clean(text)
        isException = cleaned.first == "!"
        let pattern = Array((isException ? cleaned.dropFirst() : cleaned[...]).unicodeScalars)
        guard !pattern.isEmpty, let form = Self.form(of: pattern) else { return nil }
        self.form = form
    }

    /// Whether it matches this path, not those above or below it.
    public func matches(_ path: [Unicode.Scalar]) -> Bool {
        switch form {
        case .exact(let text): return path == text
        case .prefix(let text): return path.starts(with: text)
        case .suffix(let text):
            if path.count >= text.count, path[(path.count - text.count)...].elementsEqual(text) { return true }
            // `**/name` is at the top too.
            return text.first == "/" && path.elementsEqual(text.dropFirst())
        case .steps(let steps): return Self.run(steps, path)
        }
    }

    private enum Kind { case exact, prefix, suffix, steps }

    private static func form(of pattern: [Unicode.Scalar]) -> Form? {
        var steps: [Step] = []
        var kind = Kind.exact
        var at = 0
        while at < pattern.count {
            let character = pattern[at]
            let isFirst = at == 0
            at += 1
            switch character {
            case "*" where at < pattern.count && pattern[at] == "*":
                at += 1
                if at < pattern.count, pattern[at] == "/" { at += 1 }
                if at < pattern.count {
                    steps += [.split, .folders]
                    kind = .steps
                } else {
                    steps.append(.rest)
                    kind = kind == .exact ? .prefix : .steps
                }
                if isFirst { kind = .suffix }
            case "*":
                steps.append(.any)
                kind = .steps
            case "?":
                steps.append(.one)
                kind = .steps
            case "[":
                guard let (step, end) = set(pattern, at) else { return nil }
                steps.append(step)
                at = end
                kind = .steps
            case "\\":
                guard at < pattern.count, isLiteralWhenEscaped(pattern[at]) else { return nil }
                steps.append(.character(pattern[at]))
                at += 1
                kind = .steps
            case "]":
                steps.append(.character(character))
                kind = .steps
            case "^": steps.append(.start)
            default: steps.append(.character(character))
            }
        }
        switch kind {
        case .exact: return .exact(pattern)
        case .prefix: return .prefix(Array(pattern.dropLast(2)))
        case .suffix: return .suffix(Array(pattern.dropFirst(2)))
        case .steps: return .steps(steps)
        }
    }

    /// Go's expressions give letters and digits behind a backslash meanings that no `.dockerignore` intends.
    private static func isLiteralWhenEscaped(_ character: Unicode.Scalar) -> Bool {
        !(character.isASCII && (character.properties.isAlphabetic || character.properties.numericType != nil))
    }

    /// Reads a class from behind its bracket; gives where it ends.
    private static func set(_ pattern: [Unicode.Scalar], _ start: Int) -> (Step, Int)? {
        var at = start
        let isNegated = at < pattern.count && pattern[at] == "^"
        if isNegated { at += 1 }
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        func character() -> Unicode.Scalar? {
            guard at < pattern.count, !["-", "]", "*", "?"].contains(pattern[at]) else { return nil }
            // `[:alpha:]` is a class of Go's expressions and none of its file patterns.
            if pattern[at] == "[", at + 1 < pattern.count, pattern[at + 1] == ":" { return nil }
            if pattern[at] == "\\" {
                at += 1
                guard at < pattern.count, isLiteralWhenEscaped(pattern[at]) else { return nil }
            }
            at += 1
            return pattern[at - 1]
        }
        while at < pattern.count {
            if pattern[at] == "]", !ranges.isEmpty {
                return (.oneOf(ranges, isNegated: isNegated), at + 1)
            }
            guard let low = character() else { return nil }
            guard at < pattern.count, pattern[at] == "-" else {
                ranges.append(low...low)
                continue
            }
            at += 1
            guard let high = character(), low <= high else { return nil }
            ranges.append(low...high)
        }
        return nil
    }

    /// All states that the steps can be in go forward together, one character at a time.
    private static func run(_ steps: [Step], _ path: [Unicode.Scalar]) -> Bool {
        var current = [Bool](repeating: false, count: steps.count + 1)
        reach(0, steps, &current, isStart: true)
        for character in path {
            var next = [Bool](repeating: false, count: steps.count + 1)
            for (at, step) in steps.enumerated() where current[at] {
                switch step {
                case .character(let wanted): if character == wanted { reach(at + 1, steps, &next) }
                case .one: if character != "/" { reach(at + 1, steps, &next) }
                case .any: if character != "/" { reach(at, steps, &next) }
                case .oneOf(let ranges, let isNegated):
                    if ranges.contains(where: { $0.contains(character) }) != isNegated { reach(at + 1, steps, &next) }
                case .folders:
                    if character != "\n" { reach(at, steps, &next) }
                    if character == "/" { reach(at + 1, steps, &next) }
                case .rest: if character != "\n" { reach(at, steps, &next) }
                case .split, .start: break
                }
            }
            current = next
        }
        return current[steps.count]
    }

    /// Marks a state and those that follow from it without a character.
    private static func reach(_ state: Int, _ steps: [Step], _ states: inout [Bool], isStart: Bool = false) {
        guard !states[state] else { return }
        states[state] = true
        guard state < steps.count else { return }
        switch steps[state] {
        case .any, .rest: reach(state + 1, steps, &states, isStart: isStart)
        case .split:
            reach(state + 1, steps, &states, isStart: isStart)
            reach(state + 2, steps, &states, isStart: isStart)
        case .start where isStart: reach(state + 1, steps, &states, isStart: true)
        case .character, .one, .oneOf, .folders, .start: break
        }
    }
}
