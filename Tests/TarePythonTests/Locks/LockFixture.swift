import Foundation
import Testing

@testable import TarePython

/// A lock of `Fixtures/locks`, and what its own tool says is installed from it (`record.py` asks).
struct LockFixture: Sendable, CustomTestStringConvertible {
    let format: String
    let name: String
    let folder: URL

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/locks")

    /// The folder of a format has the first part of its file's name.
    static func folderName(of format: LockFormat) -> String {
        String(format.name.split(separator: ".").first ?? "")
    }

    static func of(_ format: LockFormat) -> [LockFixture] {
        let folder = root.appendingPathComponent(folderName(of: format))
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().map {
            LockFixture(format: format.name, name: $0, folder: folder.appendingPathComponent($0))
        }
    }

    static let all = LockFormat.all.flatMap(of)

    var testDescription: String { "\(format) \(name)" }

    var input: LockInput {
        get throws {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            let file = try #require(names.sorted().first { LockFormat.of(fileNamed: $0)?.name == format })
            let folder = folder
            let project = bytes("pyproject.toml")
            return LockInput(
                file: file, bytes: try #require(bytes(file)),
                project: try project.map { try PythonProject($0) },
                files: { try? [UInt8](Data(contentsOf: folder.appendingPathComponent($0))) })
        }
    }

    func bytes(_ path: String) -> [UInt8]? {
        (try? Data(contentsOf: folder.appendingPathComponent(path))).map { [UInt8]($0) }
    }

    /// One answer of the lock's tool.
    struct Answer: Decodable, Sendable {
        struct Selection: Decodable {
            var extras: [String]?
            var groups: [String]?
            var members: [String]?
            var allExtras: Bool?
        }

        var selection: Selection
        var python: String
        var machine: String
        /// `nil` where the tool refuses.
        var packages: [String]?
    }

    var answers: [Answer] {
        get throws { try JSONDecoder().decode([Answer].self, from: Data(#require(bytes("expected.json")))) }
    }
}

extension LockFixture.Answer {
    var environment: MarkerEnvironment {
        get throws {
            MarkerEnvironment(python: try PEP440Version(python), machine: try #require(Machine(rawValue: machine)))
        }
    }

    var lockSelection: LockSelection {
        get throws {
            func names(_ texts: [String]?) throws -> Set<PackageName> {
                Set(try (texts ?? []).map { try PackageName($0) })
            }
            return LockSelection(
                extras: try names(selection.extras), takesAllExtras: selection.allExtras ?? false,
                groups: try selection.groups.map { try names($0) }, members: try names(selection.members))
        }
    }
}

extension [ResolvedPackage] {
    /// `name==version` as the tools print it: without the version of a source tree, and without a virtual project.
    var pins: [String] {
        filter(\.isInstalled).map { resolved in
            guard let version = resolved.package.version, resolved.package.source.tree == nil else {
                return resolved.name.description
            }
            return "\(resolved.name)==\(version)"
        }.sorted()
    }
}
