/// The instructions of the Dockerfile reference.
public enum Keyword: UInt8, Sendable, CaseIterable {
    case add, arg, cmd, copy, entrypoint, env, expose, from, healthcheck, label, maintainer, onbuild, run, shell
    case stopsignal, user, volume, workdir
    /// A word that the reference does not have: it parses, and no builder takes it.
    case unknown

    /// As it is written by convention.
    public var name: String { Self.names[Int(rawValue)] }

    /// In the order of the cases.
    private static let names = [
        "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER",
        "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR", "",
    ]

    /// The name, without making one.
    static func named(_ text: [UInt8], _ range: TextRange) -> Keyword {
        guard !range.isEmpty else { return .unknown }
        let first = text[range.start].lowercased
        switch range.end - range.start {
        case 3:
            if first == 0x72 { return text.matches(range, "run") ? .run : .unknown }
            if first == 0x65 { return text.matches(range, "env") ? .env : .unknown }
            if first == 0x63 { return text.matches(range, "cmd") ? .cmd : .unknown }
            return text.matches(range, "arg") ? .arg : text.matches(range, "add") ? .add : .unknown
        case 4:
            if first == 0x63 { return text.matches(range, "copy") ? .copy : .unknown }
            return text.matches(range, "from") ? .from : text.matches(range, "user") ? .user : .unknown
        case 5: return text.matches(range, "label") ? .label : text.matches(range, "shell") ? .shell : .unknown
        case 6: return text.matches(range, "expose") ? .expose : text.matches(range, "volume") ? .volume : .unknown
        case 7: return text.matches(range, "workdir") ? .workdir : text.matches(range, "onbuild") ? .onbuild : .unknown
        case 10:
            if first == 0x65 { return text.matches(range, "entrypoint") ? .entrypoint : .unknown }
            if first == 0x6D { return text.matches(range, "maintainer") ? .maintainer : .unknown }
            return text.matches(range, "stopsignal") ? .stopsignal : .unknown
        case 11: return text.matches(range, "healthcheck") ? .healthcheck : .unknown
        default: return .unknown
        }
    }

    /// Whether here-documents may follow (`RUN`, `COPY`, `ADD`).
    var takesHeredocs: Bool { self == .run || self == .copy || self == .add }
}
