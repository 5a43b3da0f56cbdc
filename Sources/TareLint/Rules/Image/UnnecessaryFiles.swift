extension ImageRule {
    static let unnecessaryFiles = ImageRule(
        "DKL-LI-0003", .info, "Files lie in the image that no service needs",
        rationale: """
            Repositories, editors' settings and caches come in by a COPY of everything; they make the image larger and may \
            tell more than they should. `.dockerignore` keeps them out.
            """,
        good: "COPY pyproject.toml uv.lock server.py /app/\n", tags: [.size]
    ) { scope, report in
        var found: Set<String> = []
        for file in scope.image.files {
            let parts = file.path.split(separator: "/")
            guard let name = parts.last, !parts.contains(where: { $0 == "node_modules" || $0 == "vendor" }) else {
                continue
            }
            // What packages bring along is theirs.
            guard !parts.contains(where: { $0 == "site-packages" || $0 == "dist-packages" }) else { continue }
            if let folder = parts.firstIndex(where: { folders.contains(String($0)) }), folder + 1 < parts.count {
                found.insert("/" + parts[...folder].joined(separator: "/") + "/")
            } else if !file.isDirectory, names.contains(String(name)) {
                found.insert("/" + file.path)
            }
        }
        if !found.isEmpty { report.add(evidence: found.sorted()) }
    }

    private static let folders: Set<String> = [".aws", ".azure", ".cache", ".gcp", ".git", ".idea", ".npm", ".vscode"]
    private static let names: Set<String> = [".DS_Store", ".vimrc", "Dockerfile", "docker-compose.yml"]
}
