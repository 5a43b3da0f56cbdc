import Foundation
import Testing

/// The parameters of pypa/packaging's own tests, outside the repository; absent in a clone elsewhere.
enum PackagingVectors {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .resolvingSymlinksInPath().appendingPathComponent("../../../shared/data/vectors").standardizedFileURL

    static func has(_ name: String) -> Bool {
        let path = folder.appendingPathComponent(name).path
        let exists = FileManager.default.fileExists(atPath: path)
        if !exists { print("skipped: no \(path)") }
        return exists
    }

    static let areThere = has("packaging/vectors.json")

    static func lines(of name: String) throws -> [String] {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8).split(separator: "\n").map(
            String.init)
    }

    /// The names of all tests that there are cases of.
    static func tests() throws -> [String] {
        let data = try Data(contentsOf: folder.appendingPathComponent("packaging/vectors.json"))
        let all = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        return try #require(all).keys.sorted()
    }

    /// The cases of one test, named as in packaging: `test_version::TestVersion::test_valid_versions`.
    static func cases<Case: Decodable>(_ test: String, as type: Case.Type = Case.self) throws -> [Case] {
        let data = try Data(contentsOf: folder.appendingPathComponent("packaging/vectors.json"))
        let all = try JSONDecoder().decode([String: Undecoded<Case>].self, from: data)
        return try #require(all[test], "no vectors '\(test)'").cases.get()
    }

    /// Decodes what has the shape of the list that is asked for: the others have other shapes.
    private struct Undecoded<Case: Decodable>: Decodable {
        let cases: Result<[Case], any Error>

        init(from decoder: any Decoder) throws {
            cases = Result { try decoder.singleValueContainer().decode([Case].self) }
        }
    }
}
