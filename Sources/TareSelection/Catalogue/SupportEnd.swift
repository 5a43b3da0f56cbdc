/// Until when a base with a CPython is supported: the earliest end among what it is made of.
///
/// A distribution counts until its long-term support ends, and is said to be in it. What has no known end is named, never
/// taken for endless.
public struct SupportEnd: Sendable, Hashable, Codable {
    /// The earliest known end; `nil` where none is known.
    public var date: CalendarDate?
    /// What ends then.
    public var subject: SupportSubject?
    /// `Debian 12`, `CPython 3.12`.
    public var title: String?
    /// Where the date was stated.
    public var source: FactSource?
    /// The end has passed.
    public var isOver: Bool
    /// Titles of what is out of regular support, and in long-term support still.
    public var longTerm: [String]
    /// Titles of what has no known end.
    public var unknown: [String]
    /// Since when the publisher has withdrawn the image; `nil` also where it has not.
    public var withdrawn: CalendarDate?
    public var isWithdrawn: Bool
    /// The publisher may not rebuild the image any more.
    public var isFrozen: Bool

    public init(
        date: CalendarDate? = nil, subject: SupportSubject? = nil, title: String? = nil, source: FactSource? = nil,
        isOver: Bool = false, longTerm: [String] = [], unknown: [String] = [], withdrawn: CalendarDate? = nil,
        isWithdrawn: Bool = false, isFrozen: Bool = false
    ) {
        self.date = date
        self.subject = subject
        self.title = title
        self.source = source
        self.isOver = isOver
        self.longTerm = longTerm
        self.unknown = unknown
        self.withdrawn = withdrawn
        self.isWithdrawn = isWithdrawn
        self.isFrozen = isFrozen
    }
}

extension SupportCalendar {
    /// The end of support of a catalogue's base with a minor of CPython, seen from a day.
    ///
    /// A distribution's own CPython ends with CPython too: what it is made of is then fixed by the distribution alone, and
    /// packages stop making wheels for it.
    public func supportEnds(_ base: CatalogueEntry, python: String?, now: CalendarDate) -> SupportEnd {
        let minor = python ?? base.fixedPython
        var end = supportEnds(of: base.support + (minor.map { [.python($0)] } ?? []), now: now)
        if minor == nil { end.unknown.insert("CPython", at: 0) }
        if base.support.isEmpty { end.unknown.insert(base.distribution?.value.description ?? base.id, at: 0) }
        if let publisher = base.publisher?.value {
            end.isFrozen = publisher.status == .frozen
            end.isWithdrawn = publisher.status == .withdrawn && (publisher.since.map { $0 <= now } ?? true)
            if end.isWithdrawn { end.withdrawn = publisher.since }
        }
        return end
    }

    /// The earliest end of several subjects, seen from a day; ties go to the subject that sorts first.
    public func supportEnds(of subjects: [SupportSubject], now: CalendarDate) -> SupportEnd {
        var end = SupportEnd()
        for subject in Set(subjects).sorted() {
            guard let phases = phases(of: subject), let last = phases.last else {
                end.unknown.append(title(of: subject))
                continue
            }
            if let current = phases.first(where: { $0.ends >= now }), current.name == .longTerm {
                end.longTerm.append(title(of: subject))
            }
            if end.date.map({ last.ends < $0 }) ?? true {
                end.date = last.ends
                end.subject = subject
                end.title = title(of: subject)
                end.source = last.source
            }
        }
        end.isOver = end.date.map { $0 < now } ?? false
        return end
    }
}
