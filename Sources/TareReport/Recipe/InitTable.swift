internal import TareDiagnostics
internal import TareOCI

/// `InitResult` as people read it.
public enum InitTable {
    public static func lines(_ result: InitResult, _ style: TextStyle) -> [String] {
        var lines: [String] = []
        for file in result.files {
            lines.append("\(file.path.printable())  \(file.status.rawValue)")
        }
        for base in result.bases {
            let digest = base.digest.map { " " + $0.short } ?? ""
            lines.append(
                "\(base.dockerfile.printable())  on \(base.id.printable()): \(base.image.printable())\(digest), CPython \(base.python)"
            )
        }
        for base in result.skipped {
            lines += WrappedText.lines(
                "\(base.id) was left out: \(base.reason.printable(limit: 400))", width: style.width, indent: 0,
                hanging: 2)
        }
        for note in result.notes {
            lines += WrappedText.lines(
                "note: " + note.printable(limit: 1000), width: style.width, indent: 0, hanging: 2)
        }
        for file in result.files where !file.diff.isEmpty {
            lines +=
                [""]
                + file.diff.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
                    // A tab or a carriage return shows as what it is; nothing else of a file is a terminal's business.
                    String($0).printable(limit: 4000)
                }
        }
        return lines
    }

    /// The files' contents, each under its name where there are several.
    public static func contents(_ result: InitResult) -> String {
        guard result.files.count > 1 else { return result.files.map(\.content).joined() }
        return result.files.map { "==> \($0.path) <==\n\($0.content)" }.joined(separator: "\n")
    }
}
