import Foundation
import TareLint

/// Dockerfiles linted on one core, all rules but ShellCheck's, each file read anew: against the bound, and against
/// hadolint on the same files, which asks ShellCheck too and knows no other way.
enum LintFiles: Figure {
    static let name = "lint-files"
    static let childFlag = "--lint-files"
    private static let passes = 20

    static func run(_ bench: Workbench) throws -> [FigureLine] {
        guard let hadolint = bench.hadolint else {
            throw TimedCommand.Failed(description: "hadolint is missing: run scripts/setup build test")
        }
        let folder = try files(in: bench)
        let paths = try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { "\(folder)/\($0)" }
        let usages = try TimedCommand.compare(
            [CommandLine.arguments[0], childFlag, folder, "\(passes)"], [hadolint, "--no-fail", "-f", "json"] + paths,
            runs: 3)
        let ours = Double(paths.count * passes) / usages.ours.median(\.cpu)
        let theirs = Double(paths.count) / usages.peer.median(\.cpu)
        let memory = usages.ours.map(\.peakMemory).max() ?? 0
        return [
            FigureLine(
                figure: "lint \(paths.count) Dockerfiles, files a second of CPU", ours: String(format: "%.0f", ours),
                peer: "20000, the bound", ratio: 20_000 / ours, bar: "≤ 1.00"),
            FigureLine(
                figure: "lint \(paths.count) Dockerfiles, CPU a file",
                ours: String(format: "%.0f µs", 1_000_000 / ours),
                peer: String(format: "%.0f µs hadolint, with ShellCheck", 1_000_000 / theirs), ratio: theirs / ours,
                bar: "-"),
            FigureLine(
                figure: "lint \(paths.count) Dockerfiles, memory", ours: "\(memory / 1_000_000) MB",
                peer: "30 MB, the bound", ratio: Double(memory) / 30e6, bar: "≤ 1.00"),
        ]
    }

    /// The rules' own examples, bad and good, a file each: every instruction and every kind of finding is in them.
    private static func files(in bench: Workbench) throws -> String {
        let folder = bench.folder.appending(path: "dockerfiles")
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for rule in Rules.all {
            for (kind, text) in [("bad", rule.bad), ("good", rule.good)] {
                let file = text.contains("FROM ") ? text : "FROM debian:13\n" + text
                try Data(file.utf8).write(to: folder.appending(path: "\(rule.id)-\(kind).Dockerfile"))
            }
        }
        return folder.path
    }

    /// Lints a folder's files one after the other, in a process of its own.
    static func child(_ arguments: ArraySlice<String>) throws {
        let folder = arguments.first ?? ""
        let passes = arguments.last.flatMap { Int($0) } ?? 1
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        let linter = Linter()
        var count = 0
        for _ in 0..<passes {
            for name in names {
                let bytes = [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
                count += linter.lint(bytes).findings.count
            }
        }
        guard count > names.count / 2 * passes else { throw TimedCommand.Failed(description: "only \(count) findings") }
        print(count)
    }
}
