/// Word size of an ELF file (`EI_CLASS`; System V ABI, chapter 4).
public enum ELFClass: UInt8, Sendable, Hashable {
    case bits32 = 1
    case bits64 = 2
}

/// Byte order of an ELF file's numbers (`EI_DATA`).
public enum ELFByteOrder: UInt8, Sendable, Hashable {
    case littleEndian = 1
    case bigEndian = 2
}

/// What an ELF file is for (`e_type`).
public enum ELFType: RawRepresentable, Sendable, Hashable {
    case relocatable
    /// An executable at fixed addresses.
    case executable
    /// A shared library, or an executable that can be loaded anywhere.
    case shared
    case core
    case unknown(UInt16)

    public init(rawValue: UInt16) {
        self =
            switch rawValue {
            case 1: .relocatable
            case 2: .executable
            case 3: .shared
            case 4: .core
            default: .unknown(rawValue)
            }
    }

    public var rawValue: UInt16 {
        switch self {
        case .relocatable: 1
        case .executable: 2
        case .shared: 3
        case .core: 4
        case .unknown(let value): value
        }
    }
}
