/// A program that some rule asks for.
enum Program: UInt8, Sendable {
    case aptGet, apt, aptitude, apk, yum, dnf, microdnf, zypper, pip, python, npm, yarn, gem, go, wget, curl, useradd
    case cd, sudo, ln, rm, echo, tar
    /// `unzip` and its like.
    case unpacker
    /// `ssh`, `vim`, `top` and others that have no use in a build.
    case pointless

    /// By the name of a command as hadolint takes it: as written, directories included.
    init?(_ name: String) {
        if let program = Self.names[name] {
            self = program
        } else if name.hasPrefix("pip") {
            self = .pip
        } else if name.hasPrefix("python") {
            self = .python
        } else {
            return nil
        }
    }

    private static let names = NameTable<Program>([
        ("apt-get", .aptGet), ("apt", .apt), ("aptitude", .aptitude), ("apk", .apk), ("yum", .yum), ("dnf", .dnf),
        ("microdnf", .microdnf), ("zypper", .zypper), ("npm", .npm), ("yarn", .yarn), ("gem", .gem), ("go", .go),
        ("wget", .wget),
        ("curl", .curl), ("useradd", .useradd), ("cd", .cd), ("sudo", .sudo), ("ln", .ln), ("rm", .rm), ("echo", .echo),
        ("tar", .tar),
        ("unzip", .unpacker), ("gunzip", .unpacker), ("bunzip2", .unpacker), ("unlzma", .unpacker), ("unxz", .unpacker),
        ("zgz", .unpacker), ("uncompress", .unpacker), ("zcat", .unpacker), ("gzcat", .unpacker), ("free", .pointless),
        ("kill", .pointless), ("mount", .pointless), ("ps", .pointless), ("service", .pointless),
        ("shutdown", .pointless),
        ("ssh", .pointless), ("top", .pointless), ("vim", .pointless),
    ])
}

struct ProgramSet: OptionSet, Sendable {
    let rawValue: UInt32

    init(rawValue: UInt32) { self.rawValue = rawValue }
    init(_ program: Program) { rawValue = 1 << UInt32(program.rawValue) }

    func contains(_ program: Program) -> Bool { contains(ProgramSet(program)) }

    static let aptGet = ProgramSet(.aptGet)
    static let apt = ProgramSet(.apt)
    static let aptitude = ProgramSet(.aptitude)
    static let apk = ProgramSet(.apk)
    static let yum = ProgramSet(.yum)
    static let dnf: ProgramSet = [ProgramSet(.dnf), ProgramSet(.microdnf)]
    static let zypper = ProgramSet(.zypper)
    static let pip: ProgramSet = [ProgramSet(.pip), ProgramSet(.python)]
    static let npm = ProgramSet(.npm)
    static let yarn = ProgramSet(.yarn)
    static let gem = ProgramSet(.gem)
    static let go = ProgramSet(.go)
    static let wget = ProgramSet(.wget)
    static let curl = ProgramSet(.curl)
    static let useradd = ProgramSet(.useradd)
    static let cd = ProgramSet(.cd)
    static let sudo = ProgramSet(.sudo)
    static let ln = ProgramSet(.ln)
    static let rm = ProgramSet(.rm)
    static let echo = ProgramSet(.echo)
    static let unpackers: ProgramSet = [ProgramSet(.tar), ProgramSet(.unpacker)]
    static let pointless = ProgramSet(.pointless)
}
