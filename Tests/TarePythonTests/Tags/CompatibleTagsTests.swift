import Testing

@testable import TarePython

/// A target as one argument of a test.
struct TargetCase: CustomTestStringConvertible, Sendable {
    var target: InstallTarget
    /// The length of the list where it was measured elsewhere.
    var count: Int?

    init(
        _ python: String, _ machine: Machine, _ library: TargetCLibrary, isFreeThreaded: Bool = false, count: Int? = nil
    ) {
        guard let version = try? PEP440Version(python),
            let target = try? InstallTarget(
                python: version, isFreeThreaded: isFreeThreaded, machine: machine, library: library)
        else { fatalError("not a target: \(python)") }
        self.target = target
        self.count = count
    }

    var testDescription: String {
        "\(target.python)\(target.isFreeThreaded ? "t" : "") \(target.machine.rawValue) \(target.library)"
    }

    static let all = [
        // The lengths that uv 0.12.5's lists have.
        TargetCase("3.12.4", .x86_64, .glibc(major: 2, minor: 36), count: 987),
        TargetCase("3.12.4", .aarch64, .glibc(major: 2, minor: 36), count: 609),
        TargetCase("3.13.0", .x86_64, .glibc(major: 2, minor: 41), count: 1205),
        TargetCase("3.13.0", .aarch64, .glibc(major: 2, minor: 41), count: 799),
        TargetCase("3.12.4", .x86_64, .musl(major: 1, minor: 2), count: 123),
        TargetCase("3.12.4", .aarch64, .musl(major: 1, minor: 2), count: 123),
        TargetCase("3.9.1", .x86_64, .glibc(major: 2, minor: 17)),
        TargetCase("3.10.1", .aarch64, .glibc(major: 2, minor: 17)),
        TargetCase("3.11.1", .x86_64, .glibc(major: 2, minor: 5)),
        TargetCase("3.11.1", .x86_64, .glibc(major: 2, minor: 14)),
        TargetCase("3.11.1", .aarch64, .glibc(major: 2, minor: 12)),
        TargetCase("3.15.0", .x86_64, .musl(major: 1, minor: 1)),
        TargetCase("3.13.1", .x86_64, .glibc(major: 2, minor: 39), isFreeThreaded: true),
        TargetCase("3.15.0a1", .aarch64, .musl(major: 1, minor: 2), isFreeThreaded: true),
    ]
}

@Suite("Compatible tags")
struct CompatibleTagsTests {
    @Test(arguments: TargetCase.all)
    func `the place of every tag is computed as the list has it`(item: TargetCase) {
        let tags = CompatibleTags(for: item.target)
        let all = tags.all
        #expect(all.count == tags.count)
        if let count = item.count { #expect(tags.count == count) }
        #expect(Set(all).count == all.count)
        #expect(all.map { tags.rank(of: $0) } == Array(0..<all.count))
        let read = all.compactMap { WheelTag($0.description) }
        #expect(read == all)
    }

    @Test func `the order is that of the best wheel`() {
        let tags = CompatibleTags(for: TargetCase("3.12.4", .x86_64, .glibc(major: 2, minor: 17)).target)
        let all = tags.all.map(\.description)
        #expect(
            all.prefix(4) == [
                "cp312-cp312-manylinux_2_17_x86_64", "cp312-cp312-manylinux2014_x86_64",
                "cp312-cp312-manylinux_2_16_x86_64", "cp312-cp312-manylinux_2_15_x86_64",
            ])
        #expect(all.suffix(3) == ["py32-none-any", "py31-none-any", "py30-none-any"])
    }

    @Test(arguments: [
        "cp312-cp312-manylinux_2_37_x86_64", "cp312-cp312-manylinux_2_4_x86_64", "cp312-cp312-manylinux_2_17_aarch64",
        "cp312-cp312-musllinux_1_2_x86_64", "cp313-abi3-manylinux_2_17_x86_64", "cp31-abi3-manylinux_2_17_x86_64",
        "cp312-cp312t-manylinux_2_17_x86_64", "cp312-abi3t-manylinux_2_17_x86_64", "cp311-none-any",
        "cp312-cp312-any", "py2-none-any", "py313-none-any", "pp310-pypy310_pp73-manylinux_2_17_x86_64",
        "cp312-cp312-manylinux_1_17_x86_64", "py3-abi3-manylinux_2_17_x86_64", "cp312-cp312-manylinux_2_017_x86_64",
        "cp0312-cp312-linux_x86_64", "cp312-cp312-linux_X86_64_v2", "py03-none-any", "cp3012-none-any",
    ])
    func `other tags have no place`(text: String) throws {
        let tags = CompatibleTags(for: TargetCase("3.12.4", .x86_64, .glibc(major: 2, minor: 36)).target)
        let tag = try #require(WheelTag(text))
        #expect(tags.rank(of: tag) == nil)
        #expect(!tags.all.map(\.description).contains(text))
        #expect(tag.description == text.lowercased())
    }

    @Test(arguments: ["", "py3-none", "py3--any", "py2.py3-none-any", "py3-none-any-x"])
    func `what is not one tag is none`(text: String) { #expect(WheelTag(text) == nil) }

    @Test(arguments: [
        ("2.7", false), ("3.8.1", false), ("3.16.0", false), ("4.0", false), ("1!3.12", false), ("3.12.1", true),
    ])
    func `other interpreters are refused`(python: String, isFreeThreaded: Bool) throws {
        let version = try PEP440Version(python)
        let error = try #require(throws: InstallTargetError.self) {
            try InstallTarget(
                python: version, isFreeThreaded: isFreeThreaded, machine: .x86_64, library: .musl(major: 1, minor: 2))
        }
        #expect(error.hint != nil)
    }

    @Test func `a C library of absurd numbers does not make an endless list`() {
        for library in [
            TargetCLibrary.glibc(major: 2, minor: .max), .glibc(major: 3, minor: 0), .glibc(major: 2, minor: .min),
            .musl(major: 1, minor: .max), .musl(major: 0, minor: 9), .musl(major: 1, minor: -1),
        ] {
            let tags = CompatibleTags(for: TargetCase("3.12.4", .x86_64, library).target)
            #expect(
                tags.rank(
                    of: WheelTag(.cpython(minor: 12), .cpython(minor: 12, isFreeThreaded: false), .linux(.x86_64)))
                    != nil)
            #expect(tags.count < 300_000)
        }
    }
}
