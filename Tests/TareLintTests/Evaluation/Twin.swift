import TareLint

/// A Dockerfile that does not work for one cause, and its twin that does: the lines of the change are all that differ.
struct Twin: CustomStringConvertible, Sendable {
    var rule: String
    var cause: String
    var broken: String
    /// Lines of the broken one, and what stands in their place; empty is nothing.
    var change: [(String, String)]
    /// The folder of the build; nil is not known.
    var files: [String: String]?
    var ignore: String?

    init(
        _ rule: String, _ cause: String, _ change: [(String, String)], files: [String: String]? = nil,
        ignore: String? = nil, _ broken: String
    ) {
        (self.rule, self.cause, self.broken, self.change) = (rule, cause, broken, change)
        (self.files, self.ignore) = (files, ignore)
    }

    var description: String { "\(rule): \(cause)" }

    var right: String {
        var lines = broken.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for (old, new) in change {
            guard let place = lines.firstIndex(of: old) else { return "no line \(old)" }
            lines.replaceSubrange(place...place, with: new.isEmpty ? [] : [new])
        }
        return lines.joined(separator: "\n")
    }

    var settings: LintSettings {
        var settings = LintSettings()
        if let files {
            settings.context = BuildContextFiles(paths: Set(files.keys)) { files[$0].map { Array($0.utf8) } }
        }
        if let ignore { settings.dockerignore = DockerIgnore(Array(ignore.utf8)) }
        return settings
    }

    /// The ids of our own rules that find something.
    func findings(_ text: String) -> [Finding] {
        Linter(settings).lint(Array(text.utf8)).findings.filter { $0.rule.hasPrefix("TARE") || $0.rule == "DL1000" }
    }
}
