/// A simple command: assignments, words and redirections. A view of its row.
public struct ShellCommand: Sendable {
    public let script: ShellScript
    /// Its place in `ShellScript.commands`.
    public let index: Int

    private var node: ShellCommandNode { script.commandNodes[index] }

    /// From its first word to its last.
    public var range: SourceRange { script.source(node.range) }

    /// Name and arguments.
    public var words: ShellWordList { ShellWordList(script: script, slice: node.words.indices) }

    /// The first word; nil if there are only assignments or redirections.
    public var name: ShellWord? {
        node.words.count > 0 ? ShellWord(script: script, node: script.words[Int(node.words.start)]) : nil
    }

    /// The words behind the first.
    public var arguments: ShellWordList {
        ShellWordList(script: script, slice: node.words.indices.dropFirst())
    }

    /// `NAME=value` in front.
    public var assignments: [ShellAssignment] {
        node.assignments.indices.map { ShellAssignment(script: script, node: script.words[$0]) }
    }

    public var redirections: [ShellRedirection] {
        node.redirections.indices.map { ShellRedirection(script: script, node: script.redirections[$0]) }
    }

    /// How it follows the command before it.
    public var connector: ShellConnector { node.place.connector }

    /// Commands in its pipeline: 1 without `|`.
    public var pipelineCount: Int { Int(script.pipelines[Int(node.place.pipeline)].count) }

    /// Its place in the pipeline, from 0.
    public var pipelinePosition: Int { Int(node.place.position) }

    /// The pipeline's number in the script: commands with the same one are piped together.
    public var pipeline: Int { Int(node.place.pipeline) }

    /// Behind `!`.
    public var isNegated: Bool { script.pipelines[Int(node.place.pipeline)].isNegated }

    /// Before `&`.
    public var isBackground: Bool { script.pipelines[Int(node.place.pipeline)].isBackground }

    /// What it stands in, innermost first, the script itself last.
    public var scopes: [ShellScope] {
        var result: [ShellScope] = []
        var next = node.place.scope
        while next >= 0 {
            result.append(ShellScope(script: script, index: Int(next)))
            next = script.scopeNodes[Int(next)].place.scope
        }
        return result
    }

    /// Whether it stands in the script's own list, and not in a branch, a loop, a subshell, a function or a
    /// substitution.
    public var isTopLevel: Bool { node.place.scope == 0 }

    /// Whether it, or what it stands in, is a part of a pipeline.
    public var isInPipeline: Bool {
        pipelineCount > 1 || scopes.contains { script.pipelines[Int($0.node.place.pipeline)].count > 1 }
    }

    /// Whether the script may end well without running it: behind `||`, in a branch, a loop or a function.
    public var mayBeSkipped: Bool {
        if connector == .or { return true }
        var next = Int(node.place.scope)
        while next >= 0 {
            let scope = script.scopeNodes[next]
            switch scope.kind {
            case .branch, .loopBody, .caseArm, .function: return true
            default: if scope.place.connector == .or { return true }
            }
            next = Int(scope.place.scope)
        }
        return false
    }

    /// Whether the name is this, with or without a directory before it.
    public func isNamed(_ name: StaticString) -> Bool { self.name?.isProgram(name) ?? false }
}

extension ShellCommand: CustomStringConvertible {
    /// As written.
    public var description: String { script.string(node.range) }
}

/// `NAME=value`, `NAME+=value`, `NAME=(…)` in front of a command or alone.
public struct ShellAssignment: Sendable {
    let script: ShellScript
    let node: ShellWordNode

    public var range: SourceRange { script.source(node.range) }

    private var sign: Int {
        script.bytes[node.range.offsets].firstIndex(of: 0x3D) ?? node.range.end
    }

    public var name: String {
        let sign = sign
        return script.string(TextRange(node.range.start, isAppending ? sign - 1 : sign))
    }

    /// `+=`
    public var isAppending: Bool {
        let sign = sign
        return sign > node.range.start && script.bytes[sign - 1] == 0x2B
    }

    /// What stands behind `=`.
    public var value: ShellWord {
        ShellWord(
            script: script,
            node: ShellWordNode(
                range: TextRange(min(sign + 1, node.range.end), node.range.end), traits: node.traits))
    }
}

/// `>file`, `2>&1`, `<<END`.
public struct ShellRedirection: Sendable {
    public enum Kind: UInt8, Sendable {
        case input, output, append, clobber, readWrite, duplicateInput, duplicateOutput
        case heredoc, tabbedHeredoc, hereString
        /// bash's `&>` and `&>>`
        case outputAndError, appendOutputAndError
    }

    let script: ShellScript
    let node: ShellRedirectionNode

    public var kind: Kind { node.kind }
    public var range: SourceRange { script.source(node.range) }
    /// The descriptor that is written before it; nil is the usual one.
    public var descriptor: Int? { node.descriptor < 0 ? nil : Int(node.descriptor) }
    /// A file, a descriptor, or the word that ends a here-document.
    public var target: ShellWord { ShellWord(script: script, node: node.target) }
    /// The lines of a here-document in the script; those of the Dockerfile's own are `Instruction.heredocs`.
    public var body: SourceRange? { node.body.map { script.source($0) } }
}

/// A compound, or a part of one, that commands stand in.
public struct ShellScope: Sendable {
    public enum Kind: UInt8, Sendable {
        case script, subshell, group
        /// Between `if`, `elif`, `while`, `until` and `then`, `do`.
        case condition
        /// Behind `then` or `else`.
        case branch
        case loopBody, caseArm, function
        /// `$(…)` or backticks.
        case substitution
        /// `<(…)` or `>(…)`
        case processSubstitution
    }

    let script: ShellScript
    public let index: Int

    var node: ShellScopeNode { script.scopeNodes[index] }

    public var kind: Kind { node.kind }
    public var range: SourceRange { script.source(node.range) }
    /// `for`: the variable and the values; a `case` arm: its patterns; a function: its name.
    public var words: ShellWordList { ShellWordList(script: script, slice: node.words.indices) }
    /// Those behind a compound.
    public var redirections: [ShellRedirection] {
        node.redirections.indices.map { ShellRedirection(script: script, node: script.redirections[$0]) }
    }
    /// Whether changes of directory and variables end with it.
    public var isOwnProcess: Bool { kind == .subshell || kind == .substitution || kind == .processSubstitution }
}
