/// A `.dockerignore`: what no image needs, and what none may have.
public enum IgnoreRecipe {
    private static let groups: [(title: String, patterns: [String])] = [
        (
            "Secrets stay outside of every layer.",
            ["secrets", "**/.env", "**/.env.*", "**/*.pem", "**/*.key", "**/.netrc", "**/.pypirc"]
        ),
        (
            "What the image's own build makes.",
            [
                ".venv", "venv", "**/__pycache__", "**/*.py[cod]", "**/*.egg-info", "build", "dist", "**/.mypy_cache",
                "**/.pytest_cache", "**/.ruff_cache", ".tox", ".nox", "**/node_modules",
            ]
        ),
        (
            "History and editors.",
            [".git", ".gitignore", ".gitattributes", ".hg", ".svn", ".github", ".idea", ".vscode", "**/.DS_Store"]
        ),
        (
            "How it is built and deployed.",
            [".dockerignore", "Dockerfile", "Dockerfile.*", "compose.yaml", "compose.*.yaml", "kubernetes.yaml"]
        ),
        ("Tests.", ["tests", "test", "**/conftest.py", "**/test_*.py"]),
    ]

    /// - Parameter kept: paths that the image needs, whatever the patterns say.
    public static func text(keeping kept: [String] = []) -> String {
        var lines = [RecipeHeader().line]
        for group in groups { lines += ["", "# " + group.title] + group.patterns }
        if !kept.isEmpty { lines += ["", "# The service needs these."] + kept.map { "!" + $0 } }
        return lines.joined(separator: "\n") + "\n"
    }
}
