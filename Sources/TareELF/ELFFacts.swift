/// What decides whether an ELF file loads: for which machine it is, its interpreter, the libraries and the symbol
/// versions that it needs and offers.
///
/// Follows the System V ABI (chapters 4 and 5) and, for symbol versions, the Linux Standard Base core specification,
/// chapter 10.7. Names are decoded as UTF-8; a byte that is none becomes U+FFFD.
public struct ELFFacts: Sendable, Hashable {
    public var fileClass: ELFClass
    public var byteOrder: ELFByteOrder
    /// `EI_OSABI`: 0 for System V, 3 for GNU/Linux.
    public var osABI: UInt8 = 0
    public var type: ELFType
    public var machine: ELFMachine
    /// `e_flags`: what a machine family adds, such as ARM's float ABI.
    public var machineFlags: UInt32 = 0
    /// The program loader of an executable (`PT_INTERP`), without the NUL.
    public var interpreter: String?
    /// Whether there is a dynamic section: a file without one is static, or no program at all.
    public var isDynamic = false
    /// `DF_1_PIE`: a shared object that is meant to be run.
    public var isPositionIndependentExecutable = false
    /// `DF_1_NODEFLIB`: the loader must not search its default folders.
    public var ignoresDefaultFolders = false
    /// `DT_NEEDED`, in the loader's order.
    public var needed: [String] = []
    /// `DT_SONAME`.
    public var soname: String?
    /// `DT_RPATH`, split at colons; `$ORIGIN` and empty elements are kept as they are.
    public var rpath: [String] = []
    /// `DT_RUNPATH`, split at colons. Where it is there, the loader ignores `rpath`.
    public var runpath: [String] = []
    public var versionNeeds: [ELFVersionNeed] = []
    /// The symbol versions that the file defines, without its base version.
    public var versionDefinitions: [String] = []
    /// The GNU build ID, in hexadecimal.
    public var buildID: String?
    /// The oldest kernel that the file runs on, from the GNU ABI note: `3.2.0`.
    public var minimumKernel: String?
    /// JSON that a distribution put into the file about its package (`.note.package`).
    public var packageNote: String?

    public init(
        fileClass: ELFClass = .bits64, byteOrder: ELFByteOrder = .littleEndian, type: ELFType = .shared,
        machine: ELFMachine = .x86_64
    ) {
        self.fileClass = fileClass
        self.byteOrder = byteOrder
        self.type = type
        self.machine = machine
    }
}

/// The symbol versions that a file needs of one library (`Elf_Verneed`).
public struct ELFVersionNeed: Sendable, Hashable {
    public struct Version: Sendable, Hashable {
        /// `GLIBC_2.34`.
        public var name: String
        /// The loader only warns when it is missing (`VER_FLG_WEAK`).
        public var isWeak: Bool

        public init(name: String, isWeak: Bool = false) {
            self.name = name
            self.isWeak = isWeak
        }
    }

    /// The library, as one of `needed` names it.
    public var library: String
    public var versions: [Version]

    public init(library: String, versions: [Version]) {
        self.library = library
        self.versions = versions
    }
}
