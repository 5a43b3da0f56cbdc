import Testing

@testable import TarePython

@Suite("Compatible tags, against packaging", .enabled(if: PackagingPeer.python != nil))
struct TagAgreementTests {
    private struct Question: Encodable {
        var minor: Int
        var abi: String
        var machine: String
        var glibc: [Int]?
        var musl: [Int]?
    }

    /// What `sys_tags` chains, for a machine that is not this one.
    private static let script = """
        import json, sys
        from packaging import _manylinux, _musllinux, tags
        def platforms(q):
            machine = q["machine"]
            if q.get("glibc"):
                _manylinux._get_glibc_version = lambda: tuple(q["glibc"])
                _manylinux._is_compatible = lambda *arguments: True
                _manylinux._have_compatible_abi = lambda *arguments: True
                yield from _manylinux.platform_tags([machine])
            else:
                major, minor = q["musl"]
                yield from (f"musllinux_{major}_{n}_{machine}" for n in range(minor, -1, -1))
            yield "linux_" + machine
        def answer(q):
            version, known = (3, q["minor"]), list(platforms(q))
            found = list(tags.cpython_tags(version, [q["abi"]], known))
            found += tags.compatible_tags(version, f"cp3{q['minor']}", known)
            return [str(tag) for tag in found]
        print(json.dumps([answer(q) for q in json.load(sys.stdin)]))
        """

    @Test func `every target's list is packaging's`() throws {
        let questions = TargetCase.all.map { item in
            var question = Question(
                minor: item.target.minor, abi: "cp3\(item.target.minor)\(item.target.isFreeThreaded ? "t" : "")",
                machine: item.target.machine.rawValue)
            switch item.target.library {
            case .glibc(let major, let minor): question.glibc = [major, minor]
            case .musl(let major, let minor): question.musl = [major, minor]
            }
            return question
        }
        let answers = try PackagingPeer.ask(Self.script, questions, as: [[String]].self)
        for (item, answer) in zip(TargetCase.all, answers) {
            #expect(CompatibleTags(for: item.target).all.map(\.description) == answer, "\(item.testDescription)")
        }
    }
}
