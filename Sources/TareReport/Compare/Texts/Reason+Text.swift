internal import TareDiagnostics
public import TareSelection

extension Reason {
    /// The statement as a part of a sentence, without a full stop. What strangers wrote is made printable.
    public func text(_ language: Language) -> String {
        switch language {
        case .english: english
        case .chinese: chinese
        }
    }
}

extension [String] {
    /// The first names and how many are left out: a project may lack a hundred packages.
    func listed(_ separator: String, _ more: (Int) -> String) -> String {
        let shown = prefix(5).map { $0.printable(limit: 80) }.joined(separator: separator)
        return count > 5 ? shown + more(count - 5) : shown
    }
}
