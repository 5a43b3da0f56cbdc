import Foundation
import TareInventory
import TareOCI
import Testing

@testable import TareSelection
@testable import TareTestImages

/// This machine's programs, whose libraries `ldd`, that is the loader itself, finds.
@Suite(.enabled(if: LoaderAgreement.isPossible, "needs ldd and programs"))
struct LoaderAgreementTests {
    @Test
    func `programs load what the loader says that they load`() throws {
        let programs = LoaderAgreement.programs
        var members: Set<String> = ["/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d"]
        var expected: [String: Set<String>] = [:]
        for program in programs {
            let found = try LoaderAgreement.libraries(of: program)
            expected[program] = Set(found.map { LoaderAgreement.canonical($0) })
            for path in found + [program] { members.formUnion(LoaderAgreement.chain(of: path)) }
        }
        let tree = ImageTree(layers: [try MeasuredFolder.layer(ofFiles: members.sorted())])
        let machine = try Tool.run("uname", ["-m"]).trimmingCharacters(in: .whitespacesAndNewlines)
        let config = ImageConfig(
            platform: Platform(os: "linux", architecture: machine).normalized, config: .init(), diffIDs: [])
        let boot = Boot(tree: tree, config: config, inventory: ImageInventory(of: tree), expectations: .init())
        #expect(programs.count > 10)
        for program in programs {
            let node = try #require(tree.node(at: program))
            let loaded = try #require(boot.loader.load(program: node), "\(program)")
            #expect(loaded.problems.isEmpty, "\(program)")
            let paths = Set(loaded.objects.dropFirst().map { tree.path(of: $0.node) })
            #expect(paths == expected[program], "\(program)")
        }
    }
}

enum LoaderAgreement {
    static let isPossible: Bool = {
        let isPossible = Tool.find("ldd") != nil && Tool.find("tar") != nil && programs.count > 10
        if !isPossible { print("skipped: no ldd, or too few programs") }
        return isPossible
    }()

    /// Every fifteenth dynamic program in `/usr/bin`.
    static let programs: [String] = {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: "/usr/bin")) ?? []).sorted()
        return names.enumerated().filter { $0.offset % 15 == 0 }.map { canonical("/usr/bin/" + $0.element) }.filter {
            (try? libraries(of: $0))?.isEmpty == false
        }
    }()

    /// The files that a program loads, by its own loader; empty for a script.
    static func libraries(of program: String) throws -> [String] {
        let answer = try Tool.answer("ldd", [program])
        guard answer.status == 0, !answer.output.contains("not found") else { return [] }
        return answer.output.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").map { $0.trimmingCharacters(in: .whitespaces) }
            return words.first { $0.hasPrefix("/") }
        }
    }

    static func canonical(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// A path with all links that lead on from it, its folders' among them.
    static func chain(of path: String) -> Set<String> {
        var chain: Set<String> = []
        var pending = [path]
        while let next = pending.popLast() {
            var prefix = ""
            for part in next.split(separator: "/") {
                let parent = prefix
                prefix += "/" + part
                guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: prefix) else { continue }
                guard chain.insert(prefix).inserted else { continue }
                let rest = next.dropFirst(prefix.count)
                pending.append(PathLookup.normalized((target.hasPrefix("/") ? "" : parent + "/") + target + rest))
            }
            if canonical(next) == next { chain.insert(next) } else { pending.append(canonical(next)) }
            if pending.count > 100 { return chain }
        }
        return chain
    }
}
