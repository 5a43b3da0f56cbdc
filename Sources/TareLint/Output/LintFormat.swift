/// The forms in which findings are told, JSON and SARIF apart, which the report targets encode.
public enum LintFormat: String, Sendable, CaseIterable {
    case tty, checkstyle, codeclimate, gitlab = "gitlab_codeclimate", github, junit

    /// The whole report. `isColored` counts for `tty` only.
    public func text(_ files: [CheckedFile], isColored: Bool = false) -> String {
        switch self {
        case .tty: TerminalFormat.text(files, isColored: isColored)
        case .checkstyle: CheckstyleFormat.text(files)
        case .codeclimate: CodeClimateFormat.text(files)
        case .gitlab: CodeClimateFormat.gitLabText(files)
        case .github: GitHubFormat.text(files)
        case .junit: JUnitFormat.text(files)
        }
    }
}
