internal import FoundationEssentials
internal import Subprocess

#if canImport(System)
    internal import System
#else
    internal import SystemPackage
#endif

/// Programs of this machine that are run as they are, with an environment of their own.
public enum HostProgram {
    public struct Outcome: Sendable {
        public var isSuccess: Bool
        public var output: [UInt8]
        /// The last that it said on standard error.
        public var detail: String
    }

    /// The paths of all programs of a name, in the order of a search path such as `PATH`.
    public static func find(_ name: String, in searchPath: String) -> [String] {
        searchPath.split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }.filter {
            FileManager.default.isExecutableFile(atPath: $0) && !DiskFile.isDirectory($0)
        }
    }

    /// Runs a program in the root folder.
    ///
    /// - Parameters:
    ///   - environment: all of it.
    ///   - limit: most bytes of output.
    public static func run(
        _ path: String, _ arguments: [String], environment: [String: String], input: [UInt8] = [], limit: Int
    ) async -> Outcome {
        do {
            let variables = Dictionary(
                environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }, uniquingKeysWith: { $1 })
            let result = try await Subprocess.run(
                .path(FilePath(path)), arguments: Arguments(arguments), environment: .custom(variables),
                workingDirectory: "/", input: .array(input), output: .bytes(limit: limit),
                error: .bytes(limit: 1 << 20))
            let lines = String(decoding: result.standardError, as: UTF8.self).split(separator: "\n")
            return Outcome(
                isSuccess: result.terminationStatus.isSuccess, output: result.standardOutput,
                detail: lines.last.map(String.init) ?? "it gave no reason")
        } catch {
            return Outcome(isSuccess: false, output: [], detail: "\(error)")
        }
    }
}
