import TareDockerfile

/// Instructions and programs that must occur in a file before a rule is asked: most rules need something rare.
struct Needs: Sendable {
    /// One of these must be there.
    var keywords: KeywordSet
    /// One of these too, if there are any.
    var programs: ProgramSet

    init(_ keywords: KeywordSet, _ programs: ProgramSet = []) {
        self.keywords = keywords
        self.programs = programs
    }

    /// Whether what a file has is enough.
    func areMet(_ keywords: KeywordSet, _ programs: ProgramSet) -> Bool {
        !self.keywords.isDisjoint(with: keywords)
            && (self.programs.isEmpty || !self.programs.isDisjoint(with: programs))
    }
}

/// Keywords of instructions.
struct KeywordSet: OptionSet, Sendable {
    let rawValue: UInt32

    init(rawValue: UInt32) { self.rawValue = rawValue }
    init(_ keyword: Keyword) { rawValue = 1 << UInt32(keyword.rawValue) }

    static let add = KeywordSet(.add)
    static let arg = KeywordSet(.arg)
    static let cmd = KeywordSet(.cmd)
    static let copy = KeywordSet(.copy)
    static let entrypoint = KeywordSet(.entrypoint)
    static let env = KeywordSet(.env)
    static let expose = KeywordSet(.expose)
    static let from = KeywordSet(.from)
    static let healthcheck = KeywordSet(.healthcheck)
    static let label = KeywordSet(.label)
    static let maintainer = KeywordSet(.maintainer)
    static let onbuild = KeywordSet(.onbuild)
    static let run = KeywordSet(.run)
    static let user = KeywordSet(.user)
    static let volume = KeywordSet(.volume)
    static let workdir = KeywordSet(.workdir)
    static let any = KeywordSet(rawValue: .max)
}
