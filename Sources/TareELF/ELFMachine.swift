/// The processor family that an ELF file is for (`e_machine`), as the registry of the System V gABI numbers them.
public enum ELFMachine: RawRepresentable, Sendable, Hashable {
    case x86
    case x86_64
    case arm
    case aarch64
    case powerPC64
    case s390
    case riscV
    case loongArch
    case unknown(UInt16)

    public init(rawValue: UInt16) {
        self =
            switch rawValue {
            case 3: .x86
            case 62: .x86_64
            case 40: .arm
            case 183: .aarch64
            case 21: .powerPC64
            case 22: .s390
            case 243: .riscV
            case 258: .loongArch
            default: .unknown(rawValue)
            }
    }

    public var rawValue: UInt16 {
        switch self {
        case .x86: 3
        case .x86_64: 62
        case .arm: 40
        case .aarch64: 183
        case .powerPC64: 21
        case .s390: 22
        case .riscV: 243
        case .loongArch: 258
        case .unknown(let value): value
        }
    }

    /// The family as `uname -m` names it, without the word size where the file's class says it: `x86_64`, `aarch64`,
    /// `riscv`; `EM_` and the number of one that is not known here.
    public var name: String {
        switch self {
        case .x86: "i386"
        case .x86_64: "x86_64"
        case .arm: "arm"
        case .aarch64: "aarch64"
        case .powerPC64: "ppc64"
        case .s390: "s390"
        case .riscV: "riscv"
        case .loongArch: "loongarch"
        case .unknown(let value): "EM_\(value)"
        }
    }
}
