import Testing

@testable import TarePython

@Suite("The choice of a wheel")
struct WheelChoiceTests {
    private static let debian = TargetCase("3.12.4", .x86_64, .glibc(major: 2, minor: 31))
    private static let alpine = TargetCase("3.12.4", .x86_64, .musl(major: 1, minor: 2))
    private static let free = TargetCase("3.13.1", .x86_64, .glibc(major: 2, minor: 36), isFreeThreaded: true)

    private func candidates(_ tags: [String], requiresPython: String? = nil) throws -> [WheelCandidate] {
        try tags.map {
            try WheelCandidate(
                WheelFilename("a-1-\($0).whl"), requiresPython: requiresPython.map { try VersionSpecifierSet($0) })
        }
    }

    private func chosen(_ tags: [String], _ item: TargetCase) throws -> String? {
        switch WheelChoice.best(among: try candidates(tags), for: CompatibleTags(for: item.target)) {
        case .wheel(let index, _): tags[index]
        case .none: nil
        }
    }

    @Test(arguments: [
        (["py3-none-any", "cp312-cp312-manylinux_2_17_x86_64"], "cp312-cp312-manylinux_2_17_x86_64"),
        (["cp38-abi3-manylinux_2_28_x86_64", "cp39-abi3-manylinux_2_17_x86_64"], "cp39-abi3-manylinux_2_17_x86_64"),
        (
            [
                "cp312-cp312-manylinux_2_17_x86_64", "cp312-cp312-manylinux_2_28_x86_64",
                "cp312-cp312-manylinux_2_34_x86_64",
            ],
            "cp312-cp312-manylinux_2_28_x86_64"
        ),
        (["1-py3-none-any", "py3-none-any"], "1-py3-none-any"), (["py3-none-any", "1-py3-none-any"], "1-py3-none-any"),
        (["2-py3-none-any", "10-py3-none-any", "10a-py3-none-any"], "10a-py3-none-any"),
        (["py3-none-any", "py2.py3-none-any"], "py3-none-any"),
        (["py2.py3-none-any", "py3-none-any"], "py2.py3-none-any"),
        (["py3-none-any", "py312-none-any"], "py312-none-any"),
        (["py3-none-linux_x86_64", "py3-none-manylinux1_x86_64"], "py3-none-manylinux1_x86_64"),
    ])
    func `the best tag, then the higher build, then the first`(tags: [String], best: String) throws {
        #expect(try chosen(tags, Self.debian) == best)
    }

    @Test func `free-threaded builds take their own interface`() throws {
        let tags = ["cp313-cp313-linux_x86_64", "cp39-abi3-linux_x86_64", "cp313-cp313t-linux_x86_64", "py3-none-any"]
        #expect(try chosen(tags, Self.free) == "cp313-cp313t-linux_x86_64")
        #expect(try chosen(tags.filter { !$0.contains("313t") }, Self.free) == "py3-none-any")
    }

    private struct Miss: Sendable {
        var tags: [String]
        var target: TargetCase
        var text: String
        var requiresPython: String?
        var hasSource = false
    }

    private static let misses = [
        Miss(tags: [], target: debian, text: "it has no wheels"),
        Miss(tags: [], target: debian, text: "it has no wheels, only a source distribution", hasSource: true),
        Miss(
            tags: ["cp311-cp311-manylinux_2_17_x86_64", "cp311-cp311-win_amd64"], target: debian,
            text: "no wheel for cp312; only cp311 wheels"),
        Miss(
            tags: [
                "cp310-cp310-linux_x86_64", "cp39-cp39-linux_x86_64", "pp310-pypy310_pp73-linux_x86_64",
                "cp313-abi3-linux_x86_64",
            ],
            target: debian, text: "no wheel for cp312; only cp39, cp310, pp310, cp313-abi3 wheels"),
        Miss(
            tags: ["cp313-cp313-linux_x86_64", "cp39-abi3-linux_x86_64"], target: free,
            text: "no wheel for the binary interface cp313t; built for abi3, cp313 only"),
        Miss(
            tags: ["cp312-cp312-win_amd64", "cp312-cp312-macosx_11_0_arm64"], target: debian,
            text: "no wheel of cp312 for this Linux; built for macosx_11_0_arm64, win_amd64 only"),
        Miss(
            tags: ["cp312-cp312-manylinux_2_17_aarch64", "cp312-cp312-manylinux2014_ppc64le.manylinux_2_17_s390x"],
            target: debian, text: "no wheel of cp312 for Linux on x86_64; built for aarch64, ppc64le, s390x only"),
        Miss(
            tags: ["cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64"], target: alpine,
            text: "no wheel for musl on x86_64; built for manylinux only"),
        Miss(
            tags: ["cp312-cp312-musllinux_1_2_x86_64"], target: debian,
            text: "no wheel for glibc on x86_64; built for musllinux only"),
        Miss(
            tags: [
                "cp312-cp312-manylinux_2_39_x86_64", "cp312-cp312-manylinux_2_34_x86_64",
                "cp311-cp311-manylinux_2_17_x86_64",
            ],
            target: debian, text: "its wheels need glibc 2.34 or later; the base has 2.31"),
        Miss(
            tags: ["cp312-cp312-manylinux_2_4_x86_64"], target: debian,
            text: "no wheel of cp312 for this Linux; built for manylinux_2_4_x86_64 only"),
        Miss(
            tags: ["cp312-cp312-musllinux_1_3_x86_64"], target: alpine,
            text: "its wheels need musl 1.3 or later; the base has 1.2"),
        Miss(
            tags: ["py3-none-any", "cp312-cp312-manylinux_2_39_x86_64"], target: debian,
            text: "it needs Python >=3.12.5; the target has 3.12.4", requiresPython: ">=3.12.5"),
    ]

    @Test(arguments: misses.indices)
    func `the nearest miss is told in words`(index: Int) throws {
        let miss = Self.misses[index]
        let choice = WheelChoice.best(
            among: try candidates(miss.tags, requiresPython: miss.requiresPython),
            for: CompatibleTags(for: miss.target.target), hasSource: miss.hasSource)
        guard case .none(let mismatch) = choice else {
            Issue.record("chose a wheel: \(choice)")
            return
        }
        #expect(mismatch.description == miss.text)
        #expect(!mismatch.hint.isEmpty)
    }

    @Test func `a wheel whose package excludes the Python is passed over`() throws {
        let old = try candidates(["cp312-cp312-linux_x86_64"], requiresPython: "<3.12")
        let new = try candidates(["py3-none-any"], requiresPython: ">=3.8")
        let tags = CompatibleTags(for: Self.debian.target)
        let choice = WheelChoice.best(among: old + new, for: tags)
        guard case .wheel(let index, _) = choice else {
            Issue.record("\(choice)")
            return
        }
        #expect(index == 1)
    }

    @Test func `tags chosen by strangers are shown safely`() throws {
        let wheels = try candidates(["cp312-cp312-\u{1B}[31mwin"])
        guard case .none(let mismatch) = WheelChoice.best(among: wheels, for: CompatibleTags(for: Self.debian.target))
        else {
            Issue.record("chose a wheel")
            return
        }
        #expect(!mismatch.description.contains("\u{1B}"))
    }
}
