internal import FoundationEssentials
internal import TareDiagnostics
internal import TareDockerfile
internal import TareLint
internal import TareNetwork

/// ShellCheck as it is installed on this machine.
struct ShellCheckProgram: Sendable {
    let path: String
    let version: String

    /// The first that answers; nil where there is none.
    static func find(_ environment: [String: String]) async -> ShellCheckProgram? {
        for path in HostProgram.find("shellcheck", in: environment["PATH"] ?? "") {
            let outcome = await HostProgram.run(path, ["--version"], environment: ["LC_ALL": "C.UTF-8"], limit: 4096)
            let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
            if outcome.isSuccess, let line = lines.first(where: { $0.hasPrefix("version: ") }) {
                return ShellCheckProgram(path: path, version: String(line.dropFirst("version: ".count)))
            }
        }
        return nil
    }

    /// Programs in one run: starting ShellCheck takes longer than most programs.
    private static let batch = 64
    private static let mostBytes = 1 << 20
    private static let mostOutput = 64 << 20

    private struct Report: Decodable {
        struct Comment: Decodable {
            var file: String
            var line: Int
            var endLine: Int
            var column: Int
            var endColumn: Int
            var level: String
            var code: Int
            var message: String
        }

        var comments: [Comment]
    }

    /// What it says of programs; `script` is their number in the list.
    func remarks(on scripts: [ShellCheckScript]) async throws -> [ShellCheckRemark] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tare-shellcheck-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var batches: [[Int]] = []
        for (number, script) in scripts.enumerated() where script.bytes.count <= Self.mostBytes {
            try Data(script.bytes).write(to: URL(filePath: "\(folder)/\(number)"))
            if batches.last.map({ $0.count < Self.batch }) != true { batches.append([]) }
            batches[batches.count - 1].append(number)
        }
        return try await withThrowingTaskGroup(of: [ShellCheckRemark].self) { group in
            for batch in batches { group.addTask { try await run(batch, folder) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private func run(_ numbers: [Int], _ folder: String) async throws -> [ShellCheckRemark] {
        let outcome = await HostProgram.run(
            path, ["--norc", "--format=json1", "--"] + numbers.map { "\(folder)/\($0)" },
            environment: ["LC_ALL": "C.UTF-8"], limit: Self.mostOutput)
        // It ends with 1 where it has something to say; without a report it has failed.
        guard let report = try? JSONDecoder().decode(Report.self, from: Data(outcome.output)) else {
            throw ShellCheckFailure(path: path, detail: outcome.detail)
        }
        return report.comments.compactMap { comment in
            guard let number = Int(comment.file.dropFirst(folder.count + 1)) else { return nil }
            return ShellCheckRemark(
                script: number, start: SourcePosition(line: comment.line, column: comment.column),
                end: SourcePosition(line: comment.endLine, column: comment.endColumn), level: comment.level,
                code: comment.code, message: comment.message)
        }
    }
}

struct ShellCheckFailure: Refusal {
    var path: String
    var detail: String

    var what: String { "ShellCheck failed: \(detail.printable(limit: 300))" }
    var location: String? { path.printable() }
    var hint: String? { "leave it out with --no-shellcheck" }
    var severity: RefusalSeverity { .incomplete }
}
