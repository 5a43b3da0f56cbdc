internal import Subprocess

#if canImport(System)
    internal import System
#else
    internal import SystemPackage
#endif

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// The program that isolates (github.com/containers/bubblewrap).
public struct Bubblewrap: Sendable, Hashable {
    public let path: String

    /// 0.7 is the first that bounds what a folder in memory takes.
    private static let oldest = (0, 7)

    /// Looks for it in folders that are separated by colons, and asks for its version.
    public init(searchPath: String) async throws {
        let folders = searchPath.split(separator: ":").filter { $0.hasPrefix("/") }
        let found = folders.lazy.map { (folder: Substring) -> String in "\(folder)/bwrap" }.first {
            access($0, X_OK) == 0
        }
        guard let found else { throw SandboxError.noBubblewrap }
        path = found
        let result = try? await Subprocess.run(
            .path(FilePath(found)), arguments: ["--version"], environment: .custom(["LC_ALL": "C"]),
            output: .string(limit: 4096))
        let text = result?.standardOutput ?? ""
        guard let version = Self.version(text) else {
            throw SandboxError.failed(detail: "'bwrap --version' says '\(text)'")
        }
        guard version >= Self.oldest else { throw SandboxError.oldBubblewrap(version: text) }
    }

    /// `bubblewrap 0.8.0`.
    static func version(_ text: String) -> (Int, Int)? {
        let numbers =
            text.split(whereSeparator: \.isWhitespace).last?.split(separator: ".").compactMap { Int($0) } ?? []
        return numbers.count >= 2 ? (numbers[0], numbers[1]) : nil
    }
}
