import TareOCI
import Testing

/// The answers are those of containerd/platforms' own tests (`platforms_test.go`, `compare_test.go`) but for the 32-bit
/// images that it takes for a 64-bit platform.
@Suite("Platforms") struct PlatformTests {
    @Test(
        "a specifier is normalised",
        arguments: [
            ("linux/arm64", "linux/arm64"), ("linux/arm64/v8", "linux/arm64"), ("linux/aarch64", "linux/arm64"),
            ("Linux/x86_64", "linux/amd64"), ("linux/amd64/v1", "linux/amd64"), ("linux/amd64/v3", "linux/amd64/v3"),
            ("linux/arm", "linux/arm/v7"), ("linux/armhf", "linux/arm/v7"), ("linux/armel", "linux/arm/v6"),
            ("linux/arm/6", "linux/arm/v6"), ("i386", "linux/386"), ("Aarch64", "linux/arm64"),
            ("s390x", "linux/s390x"),
            ("macOS/arm64", "darwin/arm64"), ("linux/arm64/9", "linux/arm64/v9"), ("linux/riscv64", "linux/riscv64"),
        ])
    func normalised(_ text: String, expected: String) throws {
        #expect(try Platform(parsing: text).description == expected)
    }

    @Test(
        "what is no specifier is refused",
        arguments: ["", "linux", "linux/", "/amd64", "linux/amd64/v1/x", "linux/am d64", "linux/*", "*", "vax"])
    func refused(_ text: String) {
        #expect(throws: InvalidReference.invalidPlatform(text)) { try Platform(parsing: text) }
    }

    @Test(
        "a platform runs its own variant and lower ones, and nothing else",
        arguments: [
            (
                "linux/amd64", ["linux/amd64", "linux/amd64/v1"],
                ["linux/amd64/v2", "linux/386", "linux/arm64", "windows/amd64"]
            ),
            (
                "linux/amd64/v2", ["linux/amd64", "linux/amd64/v1", "linux/amd64/v2"],
                ["linux/amd64/v3", "linux/arm/v7"]
            ),
            (
                "linux/arm/v7", ["linux/arm", "linux/arm/v7", "linux/arm/v6", "linux/arm/v5"],
                ["linux/arm/v8", "linux/arm64"]
            ),
            ("linux/arm/v6", ["linux/arm/v6", "linux/arm/v5"], ["linux/arm", "linux/arm/v7"]),
            ("linux/arm/v5", ["linux/arm/v5"], ["linux/arm/v6"]),
            (
                "linux/arm64", ["linux/arm64", "linux/arm64/v8"],
                ["linux/arm64/v9", "linux/arm64/v8.1", "linux/arm/v7"]
            ),
            (
                "linux/arm64/v9.1", ["linux/arm64/v9.1", "linux/arm64/v9", "linux/arm64/v8.6", "linux/arm64"],
                ["linux/arm64/v9.2", "linux/arm64/v8.7"]
            ),
        ])
    func accepts(_ text: String, runs: [String], not: [String]) throws {
        let platform = try Platform(parsing: text)
        for other in runs { #expect(platform.accepts(try Platform(parsing: other)), "\(other)") }
        for other in not { #expect(!platform.accepts(try Platform(parsing: other)), "\(other)") }
    }

    @Test(
        "the best of several is chosen, whatever their order",
        arguments: [
            ("linux/arm/v7", ["linux/arm/v5", "linux/arm/v6", "linux/arm/v7"], 2),
            ("linux/arm/v6", ["linux/arm/v7", "linux/arm/v5", "linux/arm/v6"], 2),
            ("linux/arm/v7", ["linux/amd64", "linux/arm/v5"], 1),
            ("linux/amd64/v3", ["linux/amd64", "linux/amd64/v4", "linux/amd64/v2"], 2),
            ("linux/arm64", ["linux/amd64", "linux/arm64/v8", "linux/arm64"], 1),
            ("linux/s390x", ["linux/amd64"], nil),
        ] as [(String, [String], Int?)])
    func best(_ text: String, among others: [String], expected: Int?) throws {
        #expect(try Platform(parsing: text).bestMatch(among: others.map { try Platform(parsing: $0) }) == expected)
    }
}
