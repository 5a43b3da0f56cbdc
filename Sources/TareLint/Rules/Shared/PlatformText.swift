/// `linux/arm64/v8`, `amd64`, `windows`, as containerd's `platforms.Parse` takes them apart.
struct PlatformText {
    var os: String
    var architecture: String

    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { $0.lowercased() }
        guard (1...3).contains(parts.count), parts.allSatisfy(Self.isComponent) else { return nil }
        if parts.count > 1 {
            os = parts[0] == "macos" ? "darwin" : parts[0]
            architecture = Self.architecture(parts[1])
        } else if Self.systems.contains(parts[0]) || parts[0] == "macos" {
            os = parts[0] == "macos" ? "darwin" : parts[0]
            architecture = "amd64"
        } else if Self.architectures.contains(Self.architecture(parts[0])) {
            os = "linux"
            architecture = Self.architecture(parts[0])
        } else {
            return nil
        }
    }

    private static func isComponent(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy {
                ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || "_.-()".utf8.contains($0)
            }
    }

    private static func architecture(_ name: String) -> String {
        switch name {
        case "x86_64", "x86-64": "amd64"
        case "aarch64": "arm64"
        case "i386": "386"
        case "armhf", "armel": "arm"
        default: name
        }
    }

    private static let systems: Set<String> = [
        "aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux", "nacl", "netbsd",
        "openbsd", "plan9", "solaris", "windows", "zos",
    ]

    private static let architectures: Set<String> = [
        "386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "ppc64", "ppc64le", "loong64", "mips",
        "mipsle", "mips64", "mips64le", "mips64p32", "mips64p32le", "ppc", "riscv", "riscv64", "s390", "s390x",
        "sparc", "sparc64", "wasm",
    ]
}
