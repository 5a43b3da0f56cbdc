import Foundation
import TareLint
import TareNetwork

/// Dockerfiles linted on one core, all rules but ShellCheck's, each file read anew: against the bound, and against
/// hadolint on the same files, which asks ShellCheck too and knows no other way.
enum LintFiles: Figure {
    static let name = "lint-files"
    static let childFlag = "--lint-files"
    /// Files that are linted at least, so that a program's start does not count: `StartUp` measures that.
    private static let leastFiles = 20_000

    static func run(_ bench: Workbench) throws -> [FigureLine] {
        guard let hadolint = bench.hadolint else {
            throw TimedCommand.Failed(description: "hadolint is missing: run scripts/setup build test")
        }
        let examples = try measure(try files(in: bench), leastFindings: 1, hadolint)
        // What services of Python's are built by: each is evaluated stage by stage, and none has a finding.
        let recipes = try measure(try recipes(in: bench), leastFindings: 0, hadolint)
        return [
            FigureLine(
                figure: "lint \(examples.count) Dockerfiles, files a second of CPU",
                ours: String(format: "%.0f", 1 / examples.ours), peer: "20000, the bound",
                ratio: 20_000 * examples.ours, bar: "≤ 1.00"),
            examples.line("lint \(examples.count) Dockerfiles, CPU a file"),
            recipes.line("lint \(recipes.count) Dockerfiles of tare init, CPU a file"),
            FigureLine(
                figure: "lint \(examples.count) Dockerfiles, memory", ours: "\(examples.memory / 1_000_000) MB",
                peer: "30 MB, the bound", ratio: Double(examples.memory) / 30e6, bar: "≤ 1.00"),
        ]
    }

    private struct Measurement {
        var count: Int
        /// Seconds a file.
        var ours: Double
        var theirs: Double
        var memory: Int

        func line(_ figure: String) -> FigureLine {
            FigureLine(
                figure: figure, ours: String(format: "%.0f µs", 1_000_000 * ours),
                peer: String(format: "%.0f µs hadolint, with ShellCheck", 1_000_000 * theirs), ratio: ours / theirs,
                bar: "-")
        }
    }

    private static func measure(_ folder: String, leastFindings: Int, _ hadolint: String) throws -> Measurement {
        let paths = try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { "\(folder)/\($0)" }
        let passes = leastFiles / paths.count
        let usages = try TimedCommand.compare(
            [CommandLine.arguments[0], childFlag, folder, "\(leastFindings)", "\(passes)"],
            [hadolint, "--no-fail", "-f", "json"] + paths, runs: 3)
        return Measurement(
            count: paths.count, ours: usages.ours.median(\.cpu) / Double(paths.count * passes),
            theirs: usages.peer.median(\.cpu) / Double(paths.count),
            memory: Int(usages.ours.map(\.peakMemory).max() ?? 0))
    }

    /// The Dockerfiles that `tare init --all` writes for the example.
    private static func recipes(in bench: Workbench) throws -> String {
        let project = bench.folder.appending(path: "recipes-project")
        let folder = bench.folder.appending(path: "recipes")
        for old in [project, folder] { try? FileManager.default.removeItem(at: old) }
        try FileManager.default.copyItem(at: URL(filePath: bench.example), to: project)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        _ = try TimedCommand.run(
            [bench.tare, "init", "--all", "--quiet", project.path], environment: bench.comparisonCache)
        for name in try FileManager.default.contentsOfDirectory(atPath: project.path)
        where name.hasPrefix("Dockerfile.") {
            try FileManager.default.copyItem(at: project.appending(path: name), to: folder.appending(path: name))
        }
        return folder.path
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
        let arguments = Array(arguments)
        guard arguments.count == 3, let least = Int(arguments[1]), let passes = Int(arguments[2]) else {
            throw TimedCommand.Failed(description: "a folder, the findings that there are at least, and passes")
        }
        let folder = arguments[0]
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        let linter = Linter()
        var count = 0
        for _ in 0..<passes {
            for name in names {
                let bytes = try DiskFolder.read("\(folder)/\(name)", limit: 1 << 20)
                count += linter.lint(bytes).findings.count
            }
        }
        guard count >= least * names.count / 2 * passes else {
            throw TimedCommand.Failed(description: "only \(count) findings")
        }
        print(count)
    }
}
