import Foundation
import TareDockerfile
import Testing

/// Shells on this machine, which we did not write.
private enum Shell {
    static func find(_ name: String) -> String? {
        let found = ["/bin/", "/usr/bin/"].map { $0 + name }.first { FileManager.default.isExecutableFile(atPath: $0) }
        if found == nil { print("skipped: no \(name) on this machine") }
        return found
    }

    /// What a shell prints for a script, and whether it ends well.
    static func run(_ path: String, _ arguments: [String], _ script: String) throws -> (output: [UInt8], isGood: Bool) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let (input, output) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (input, output)
        process.standardError = FileHandle.nullDevice
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(script.utf8))
        try input.fileHandleForWriting.close()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (Array(bytes), process.terminationStatus == 0)
    }
}

/// The commands of BuildKit's corpus, as its files write them.
private let bodies: [String] = Vectors.names(in: "testfiles").flatMap { name -> [String] in
    guard let bytes = try? Vectors.bytes("testfiles/\(name)/Dockerfile") else { return [] }
    return Dockerfile(bytes).instructions.compactMap { instruction in
        guard case .run(let run) = instruction.parsed().command, run.line.heredocs.isEmpty else { return nil }
        return run.line.text?.text
    }
}

@Suite("Shells", .enabled(if: Vectors.areThere))
struct ShellPeerTests {
    @Test("make the same of words that nothing is expanded in", .enabled(if: Shell.find("bash") != nil))
    func words() throws {
        let bash = try #require(Shell.find("bash"))
        let quoting = [
            #"a\b"#, #"'a b'"#, #""a b""#, #""a\"b""#, #""a\$b""#, #""a\nb""#, #"a''b"#, #""""#, #"'\'"#, #"a\ b"#,
            #""it's""#, #"'"'"#, #"$'a\tb'"#, #"$'a\'b'"#, #""\`""#, #""\\""#, "\"a\\\nb\"", "a\\\nb", #"\\"#,
            #"x="y z""#,
            "'a\nb'", #"é"ü"'ñ'"#,
        ]
        let words = (bodies + quoting.map { "x " + $0 }).flatMap { ShellScript($0).commands.flatMap(\.words) }.filter {
            $0.isStatic && !$0.hasPattern && !$0.hasBraces && !$0.rawText.hasPrefix("~")
        }
        #expect(words.count > 400)
        let script = words.map { "printf '%s\\0' " + $0.rawText + "\n" }.joined()
        let printed = try Shell.run(bash, [], script).output.split(separator: 0, omittingEmptySubsequences: false)
        #expect(printed.dropLast().map { String(decoding: $0, as: UTF8.self) } == words.map { $0.staticText ?? "" })
    }

    @Test("accept what is understood to the end", arguments: ["bash", "dash"]) func acceptance(name: String) throws {
        guard let shell = Shell.find(name) else { return }
        let scripts = bodies + ["a 'b", "if a; then b", "a )", "case x in", "(a", "a && ", "for x in a; b; done"]
        for script in scripts {
            let isGood = try Shell.run(shell, ["-n"], script + "\n").isGood
            #expect(isGood == ShellScript(script).isComplete, "\(script)")
        }
    }
}
