import TareDiagnostics
import Testing

@testable import TareDebian

/// The rules of choice, case by case, in archives of a few packages.
@Suite struct DependencyClosureTests {
    @Test func `what is needed comes in ascending order, circles included`() throws {
        let pool = try PackagePool(
            MadePackage("z"), MadePackage("a", "1", ["Depends": "b (>= 1), c", "Pre-Depends": "z"]),
            MadePackage("b", "2", ["Depends": "a"]),
            MadePackage("c", "1", ["Recommends": "unneeded", "Suggests": "missing"]),
            MadePackage("unneeded"))
        #expect(try pool.closure("a") == ["a 1", "b 2", "c 1", "z 1"])
        #expect(try pool.closure("a", "a", "z") == ["a 1", "b 2", "c 1", "z 1"])
        let names = try DependencyClosure.resolve(["a"], in: pool, architecture: "amd64", includesRecommends: true)
        #expect(names.map(\.name) == ["a", "b", "c", "unneeded", "z"])
    }

    @Test func `the highest version of all suites counts, of equal ones the first suite's`() throws {
        let pool = try PackagePool(suites: [
            [MadePackage("a", "1.9"), MadePackage("b", "2:1"), MadePackage("c", "1", ["Size": "10"])],
            [MadePackage("a", "1.10"), MadePackage("b", "9"), MadePackage("c", "0:1", ["Size": "20"])],
            [MadePackage("a", "1.10~rc1")],
        ])
        #expect(try pool.package("a")?.version.description == "1.10")
        #expect(try pool.package("a")?.suite == "suite1")
        #expect(try pool.package("b")?.version.description == "2:1")
        #expect(try pool.package("c")?.size == 10)
        #expect(Set(pool.names) == ["a", "b", "c"])
    }

    @Test func `the first installable alternative is taken, unless one is there anyway`() throws {
        let pool = try PackagePool(
            MadePackage("a", "1", ["Depends": "x | y"]), MadePackage("b", "1", ["Depends": "y"]),
            MadePackage("c", "1", ["Depends": "broken | y"]), MadePackage("d", "1", ["Depends": "missing | y"]),
            MadePackage("x"), MadePackage("y"), MadePackage("broken", "1", ["Depends": "missing"]))
        #expect(try pool.closure("a") == ["a 1", "x 1"])
        #expect(try pool.closure("a", "b") == ["a 1", "b 1", "y 1"])
        #expect(try pool.closure("c") == ["c 1", "y 1"])
        #expect(try pool.closure("d") == ["d 1", "y 1"])
    }

    @Test func `a virtual package is met by a provider, a versioned need by a versioned provision`() throws {
        let pool = try PackagePool(
            MadePackage("a", "1", ["Depends": "mta"]), MadePackage("b", "1", ["Depends": "abi (>= 2)"]),
            MadePackage("c", "1", ["Depends": "mta (>= 1)"]), MadePackage("d", "1", ["Depends": "abi (= 1)"]),
            MadePackage("exim", "4", ["Provides": "mta", "Priority": "optional"]),
            MadePackage("postfix", "3", ["Provides": "mta, abi (= 3)", "Priority": "important"]),
            MadePackage("old", "3", ["Provides": "abi (= 1), abi2"]))
        #expect(try pool.closure("a") == ["a 1", "postfix 3"])
        #expect(try pool.closure("a", "exim") == ["a 1", "exim 4"])
        #expect(try pool.closure("b") == ["b 1", "postfix 3"])
        #expect(try pool.closure("d") == ["d 1", "old 3"])
        #expect(throws: ClosureError.unsatisfiable(relation: "mta (>= 1)", chain: ["c"], available: nil)) {
            try pool.closure("c")
        }
        #expect(throws: ClosureError.unknownPackage("mta", suites: ["main"])) { try pool.closure("mta") }
    }

    @Test func `packages of any architecture count, those of others do not`() throws {
        let pool = try PackagePool(
            MadePackage("a", "1", ["Depends": "b, c [arm64], d:any, e [!amd64]"]),
            MadePackage("b", "1", ["Architecture": "all"]), MadePackage("c", "1", ["Architecture": "arm64"]),
            MadePackage("d", "1", ["Multi-Arch": "allowed"]), MadePackage("f", "1", ["Depends": "b:any"]),
            MadePackage("g", "1", ["Depends": "c"]), MadePackage("h", "1", ["Depends": "d:amd64, b:amd64"]))
        #expect(try pool.closure("a") == ["a 1", "b 1", "d 1"])
        #expect(try pool.closure("h") == ["b 1", "d 1", "h 1"])
        #expect(throws: ClosureError.self) { try pool.closure("f") }
        #expect(throws: ClosureError.self) { try pool.closure("g") }
        #expect(throws: ClosureError.unknownPackage("c", suites: ["main"])) { try pool.closure("c") }
    }

    @Test func `what is missing is said with the way to it`() throws {
        let pool = try PackagePool(
            MadePackage("a", "1", ["Depends": "b"]), MadePackage("b", "1", ["Depends": "c (>= 2) | nowhere"]),
            MadePackage("c", "1.5"))
        let error = #expect(throws: ClosureError.self) { try pool.closure("a") }
        #expect(
            error?.what == "a → b needs c (>= 2) | nowhere, which the archive does not have (it has c 1.5)")
        #expect(error?.hint == "add the suite or component that has it, or leave out what needs it")
        #expect(throws: ClosureError.unknownPackage("nowhere", suites: ["main"])) { try pool.closure("nowhere") }
    }

    @Test func `packages that exclude each other are refused with both ways`() throws {
        let pool = try PackagePool(
            MadePackage("a", "1", ["Depends": "b, d"]), MadePackage("b", "1", ["Conflicts": "c (<< 2), v"]),
            MadePackage("c", "1"), MadePackage("d", "1", ["Depends": "c | e"]), MadePackage("e", "2"),
            MadePackage("f", "1", ["Provides": "v", "Conflicts": "v"]), MadePackage("g", "1", ["Breaks": "c (<< 1)"]))
        #expect(try pool.closure("a") == ["a 1", "b 1", "d 1", "e 2"])
        let error = #expect(throws: ClosureError.self) { try pool.closure("c", "b") }
        #expect(error?.what == "b conflicts with c: it excludes c (<< 2)")
        #expect(throws: ClosureError.conflict(first: ["b"], second: ["f"], relation: "v")) {
            try pool.closure("b", "f")
        }
        #expect(try pool.closure("f") == ["f 1"])
        #expect(try pool.closure("g", "c") == ["c 1", "g 1"])
    }

    @Test func `damage in an index is told with its suite and line`() throws {
        let pool = try PackagePool(MadePackage("a", "1", ["Depends": "b ("]), MadePackage("c", "1:"))
        let error = #expect(throws: ClosureError.self) { try pool.closure("a") }
        #expect(error?.description == "main:1: field 'Depends': a bracket is not closed at '('")
        #expect(throws: ClosureError.self) { try pool.closure("c") }
    }

    @Test func `the same choice is made whatever the order of the index and of the request`() throws {
        var random = SeededGenerator(seed: 9)
        for _ in 0..<60 {
            let packages = (0..<25).map { number in
                let needs = (0..<random.below(3)).map { _ in
                    (0...random.below(2)).map { _ in "p\(random.below(25))" }.joined(separator: " | ")
                }
                var fields = needs.isEmpty ? [:] : ["Depends": needs.joined(separator: ", ")]
                if random.below(4) == 0 { fields["Provides"] = "p\(random.below(25)), v\(random.below(3))" }
                if random.below(12) == 0 { fields["Conflicts"] = "p\(random.below(25))" }
                return MadePackage("p\(number)", "1", fields)
            }
            func outcome(_ packages: [MadePackage], _ names: [String]) throws -> [String]? {
                let pool = try PackagePool(suites: [packages])
                return try? DependencyClosure.resolve(names, in: pool, architecture: "amd64").map(\.name)
            }
            let names = (0..<3).map { _ in "p\(random.below(25))" }
            let first = try outcome(packages, names)
            #expect(try outcome(packages.shuffled(using: &random), names) == first)
            guard let first else { continue }
            // Whatever was chosen, every need of it is met and nothing excludes another.
            #expect(Set(names).isSubset(of: first))
            let chosen = packages.filter { first.contains($0.name) }
            let provided = Set(chosen.flatMap { ($0.fields["Provides"] ?? "").split(separator: ", ").map(String.init) })
            for group in chosen.compactMap({ $0.fields["Depends"] }).flatMap({ $0.split(separator: ", ") }) {
                let alternatives = group.split(separator: " | ").map(String.init)
                #expect(alternatives.contains { first.contains($0) || provided.contains($0) })
            }
        }
    }

    @Test func `a chain of thousands of packages is followed`() throws {
        let pool = try PackagePool(suites: [
            (0..<3000).map { MadePackage("p\($0)", "1", $0 < 2999 ? ["Depends": "p\($0 + 1) | q"] : [:]) }
        ])
        #expect(try pool.closure("p0").count == 3000)
    }
}
