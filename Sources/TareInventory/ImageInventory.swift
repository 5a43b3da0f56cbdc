/// What is in an image: its system, C library, interpreters, packages, accounts and what else decides how it can be
/// used.
///
/// Every list is sorted, so equal images give equal inventories. What could not be determined is `nil`, never `0` or an
/// empty text; what should have been read and could not be is in `problems`.
public struct ImageInventory: Codable, Sendable, Hashable {
    /// `nil` for an image that does not say.
    public var operatingSystem: OperatingSystem?
    /// The C library that the image's own programs are linked to.
    public var libc: CLibrary
    /// Another one beside it, as in Alpine images with glibc added.
    public var otherLibc: CLibrary?
    /// By path.
    public var interpreters: [PythonInterpreter]
    /// By path.
    public var virtualEnvironments: [VirtualEnvironment]
    /// By type, name, version and place.
    public var packages: [PackageRecord]
    public var programs: Programs
    public var accounts: Accounts
    public var privileges: Privileges
    public var sharedData: SharedData
    public var elf: ELFSummary
    /// What could not be read, by path.
    public var problems: [InventoryProblem]
}

extension ImageInventory {
    /// Whether everything that was found could be read.
    public var isComplete: Bool { problems.isEmpty }
}
