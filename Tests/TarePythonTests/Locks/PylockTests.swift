import Foundation
import Testing

@testable import TarePython

/// `pylock.toml` against `packaging.pylock`, the standard's reference: which documents are taken, and what is selected.
@Suite struct PylockTests {
    static let head = "lock-version = \"1.0\"\ncreated-by = \"x\"\n"
    private static let hash = "hashes = { sha256 = \"\(String(repeating: "0", count: 64))\" }"
    private static let wheel = "wheels = [{ url = \"https://x/a-1-py3-none-any.whl\", \(hash) }]"

    private static func package(_ rest: String, name: String = "a") -> String {
        "[[packages]]\nname = \"\(name)\"\nversion = \"1\"\n\(rest)\n"
    }

    /// A document, and the extras and groups that are asked for.
    private static let cases: [(text: String, extras: [String], groups: [String]?)] = [
        (head + "packages = []\n", [], nil),
        (head, [], nil),
        ("created-by = \"x\"\npackages = []\n", [], nil),
        ("lock-version = \"2.0\"\ncreated-by = \"x\"\npackages = []\n", [], nil),
        ("lock-version = \"1.0\"\npackages = []\n", [], nil),
        (head + package(wheel), [], nil),
        (head + package(""), [], nil),
        (head + package(wheel, name: "A_b"), [], nil),
        (head + package(wheel + "\nmarker = \"sys_platform == 'win32'\""), [], nil),
        (head + package(wheel + "\nmarker = \"os_name ==\""), [], nil),
        (head + package(wheel + "\nrequires-python = \">=3.13\""), [], nil),
        (head + "requires-python = \">=3.13\"\n" + package(wheel), [], nil),
        (head + "environments = [\"sys_platform == 'win32'\"]\n" + package(wheel), [], nil),
        (head + "environments = [\"python_version >= '3.12'\"]\n" + package(wheel), [], nil),
        (head + package(wheel) + package(wheel), [], nil),
        (
            head + package(wheel + "\nmarker = \"os_name == 'nt'\"")
                + package(wheel + "\nmarker = \"os_name == 'posix'\""),
            [], nil
        ),
        (head + package(wheel + "\ndirectory = { path = \".\" }"), [], nil),
        (head + package("directory = { path = \".\", editable = true }"), [], nil),
        (head + package("directory = { editable = true }"), [], nil),
        (head + package("archive = { url = \"https://x/a-1.zip\", \(hash) }"), [], nil),
        (head + package("archive = { url = \"https://x/a-1.zip\" }"), [], nil),
        (head + package("archive = { \(hash) }"), [], nil),
        (head + package("vcs = { type = \"git\", url = \"https://x/a\", commit-id = \"0\" }"), [], nil),
        (head + package("vcs = { type = \"git\", url = \"https://x/a\" }"), [], nil),
        (head + "extras = [\"web\"]\n" + package(wheel + "\nmarker = \"'web' in extras\""), ["web"], nil),
        (head + "extras = [\"web\"]\n" + package(wheel + "\nmarker = \"'web' in extras\""), [], nil),
        (head + "extras = [\"web\"]\n" + package(wheel), ["other"], nil),
        (
            head + "dependency-groups = [\"dev\", \"main\"]\ndefault-groups = [\"main\"]\n"
                + package(wheel + "\nmarker = \"'main' in dependency_groups\""), [], nil
        ),
        (
            head + "dependency-groups = [\"dev\", \"main\"]\ndefault-groups = [\"main\"]\n"
                + package(wheel + "\nmarker = \"'main' in dependency_groups\""), [], []
        ),
        (
            head + "dependency-groups = [\"dev\"]\n" + package(wheel + "\nmarker = \"'dev' in dependency_groups\""), [],
            ["dev"]
        ),
        (head + package(wheel), [], ["absent"]),
        (head + package(wheel + "\nversion = \"2\""), [], nil),
    ]

    private static let script = """
        import json, sys, tomllib
        from packaging.pylock import Pylock
        from packaging.tags import Tag
        answers = []
        for text, extras, groups, environment in json.load(sys.stdin):
            try:
                lock = Pylock.from_dict(tomllib.loads(text))
                chosen = lock.select(environment=environment, tags=[Tag("py3", "none", "any")], extras=extras,
                    dependency_groups=groups)
                answers.append([p.name for p, _ in chosen])
            except Exception as error:
                answers.append(None)
        print(json.dumps(answers))
        """

    private struct Question: Encodable {
        var text: String
        var extras: [String]
        var groups: [String]?
        var environment: [String: String]

        func encode(to encoder: any Encoder) throws {
            var container = encoder.unkeyedContainer()
            try container.encode(text)
            try container.encode(extras)
            try container.encode(groups)
            try container.encode(environment)
        }
    }

    @Test(.enabled(if: PackagingPeer.python != nil)) func `packaging selects the same`() throws {
        let environment = MarkerEnvironment(python: try PEP440Version("3.12.1"), machine: .x86_64)
        var values: [String: String] = [:]
        for variable in MarkerVariable.allCases where ![.extra, .extras, .dependencyGroups].contains(variable) {
            values[variable.rawValue] = environment[variable]
        }
        let questions = Self.cases.map {
            Question(text: $0.text, extras: $0.extras, groups: $0.groups, environment: values)
        }
        let answers = try PackagingPeer.ask(Self.script, questions, as: [[String]?].self)
        #expect(answers.contains { $0 == nil } && answers.contains { $0 != nil })
        for (item, answer) in zip(Self.cases, answers) {
            let extras = Set(try item.extras.map { try PackageName($0) })
            let groups = try item.groups.map { Set(try $0.map { try PackageName($0) }) }
            let resolved = try? Lock(LockInput(file: "pylock.toml", bytes: Array(item.text.utf8)))
                .resolve(for: environment, extras: extras, groups: groups)
            #expect(resolved.map { $0.map(\.name.description) } == answer, "\(item.text)")
        }
    }
}
