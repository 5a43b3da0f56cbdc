import Foundation
import Testing

@testable import TarePython

/// Every format's locks against what uv, Poetry, PDM or `packaging` install from them, for two machines and three Pythons.
@Suite struct LockFixtureTests {
    @Test(arguments: LockFormat.all.map(\.name)) func `every format has fixtures`(name: String) throws {
        let format = try #require(LockFormat.all.first { $0.name == name })
        #expect(!LockFixture.of(format).isEmpty)
        #expect(LockFormat.of(fileNamed: name) == format)
    }

    @Test func `no folder of fixtures is left out`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: LockFixture.root.path).filter {
            !$0.contains(".")
        }
        #expect(Set(names) == Set(LockFormat.all.map(LockFixture.folderName(of:))))
    }

    @Test(arguments: LockFixture.all) func `a lock gives what its tool installs`(fixture: LockFixture) throws {
        let lock = try Lock(try fixture.input)
        let answers = try fixture.answers
        #expect(!answers.isEmpty)
        for answer in answers {
            let environment = try answer.environment
            let selection = try answer.lockSelection
            let label = Comment(rawValue: "\(answer.python) \(answer.machine) \(answer.selection)")
            if let packages = answer.packages {
                let resolved = try lock.resolve(for: environment, selection)
                #expect(Self.comparable(resolved, with: packages) == Self.normal(packages), label)
            } else {
                #expect(throws: LockResolutionError.self, label) { try lock.resolve(for: environment, selection) }
            }
        }
    }

    /// The pins, but without the version where the package is a file on disk whose version the tool does not print.
    private static func comparable(_ resolved: [ResolvedPackage], with packages: [String]) -> [String] {
        let names = Set(packages)
        return resolved.flatMap { package in
            if case .path = package.package.source, names.contains(package.name.description) {
                return [package.name.description]
            }
            return [package].pins
        }.sorted()
    }

    /// Names and versions in their normal form; the tools keep some spellings.
    private static func normal(_ packages: [String]) -> [String] {
        packages.map { text in
            let halves = text.split(separator: "=", omittingEmptySubsequences: true)
            let name = (try? PackageName(String(halves[0])))?.description ?? text
            guard halves.count > 1, let version = try? PEP440Version(String(halves[1])) else { return name }
            return "\(name)==\(version)"
        }.sorted()
    }

    @Test(arguments: LockFixture.all) func `every file of a lock can be told and checked`(fixture: LockFixture) throws {
        let lock = try Lock(try fixture.input)
        #expect(lock.packages.count >= 3)
        let isPlain = fixture.format == "requirements.txt" && ["plain", "includes", "sources"].contains(fixture.name)
        #expect(lock.isPinned)
        for package in lock.packages where package.source == .registry(nil) || !package.source.isDirect {
            if isPlain { continue }
            #expect(!package.files.isEmpty || !package.extras.isEmpty, "\(package.name)")
            for file in package.files {
                #expect(file.sha256?.utf8.count == 64, "\(package.name)")
                guard let name = file.name else { continue }
                if file.isWheel {
                    let wheel = try WheelFilename(name)
                    #expect(wheel.name == package.name)
                }
            }
        }
    }
}
