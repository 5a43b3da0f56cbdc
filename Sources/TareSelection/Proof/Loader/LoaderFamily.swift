internal import TareELF
internal import TareOCI

/// Whose rules a program's loader follows.
enum LoaderFamily: Hashable {
    case glibc
    case musl

    /// By the loader's path; glibc's rules for one that is not known here.
    init(interpreter: String) { self = interpreter.contains("/ld-musl-") ? .musl : .glibc }
}

/// What a platform's programs look like in ELF, and how its folders are named.
struct LoaderMachine: Hashable {
    var machine: ELFMachine
    var fileClass: ELFClass
    var byteOrder: ELFByteOrder
    /// `$PLATFORM`, and the name in musl's loader.
    var name: String
    /// Debian's name of folders for one architecture: `x86_64-linux-gnu`.
    var triplet: String
    /// Where Red Hat's and others keep libraries of this word size.
    var wideFolder: String

    /// `nil` for an architecture that is not known here.
    init?(_ platform: Platform) {
        switch platform.architecture {
        case "amd64": self.init(.x86_64, .bits64, "x86_64", "x86_64-linux-gnu", "lib64")
        case "arm64": self.init(.aarch64, .bits64, "aarch64", "aarch64-linux-gnu", "lib64")
        case "386": self.init(.x86, .bits32, "i386", "i386-linux-gnu", "lib")
        case "arm": self.init(.arm, .bits32, "armhf", "arm-linux-gnueabihf", "lib")
        case "riscv64": self.init(.riscV, .bits64, "riscv64", "riscv64-linux-gnu", "lib64")
        case "ppc64le": self.init(.powerPC64, .bits64, "powerpc64le", "powerpc64le-linux-gnu", "lib64")
        case "loong64": self.init(.loongArch, .bits64, "loongarch64", "loongarch64-linux-gnu", "lib64")
        case "s390x":
            self.init(.s390, .bits64, "s390x", "s390x-linux-gnu", "lib64")
            byteOrder = .bigEndian
        default: return nil
        }
    }

    private init(
        _ machine: ELFMachine, _ fileClass: ELFClass, _ name: String, _ triplet: String, _ wideFolder: String
    ) {
        self.machine = machine
        self.fileClass = fileClass
        byteOrder = .littleEndian
        self.name = name
        self.triplet = triplet
        self.wideFolder = wideFolder
    }

    func isOf(_ facts: ELFFacts) -> Bool {
        facts.machine == machine && facts.fileClass == fileClass && facts.byteOrder == byteOrder
    }

    /// Whether the platform's kernel runs such a program too, if its loader is there.
    func alsoRuns(_ facts: ELFFacts) -> Bool { machine == .x86_64 && facts.machine == .x86 }
}

extension ELFFacts {
    /// `x86_64`, `arm (32 bits)`.
    var machineName: String { machine.name + (fileClass == .bits32 ? " (32 bits)" : "") }
}
