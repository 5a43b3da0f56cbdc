extension ImageRule {
    static let apkCache = ImageRule(
        "DKL-DI-0004", .error, "apk add was used without --no-cache",
        rationale: """
            The index of packages stays in the layer.
            """,
        good: "RUN apk add --no-cache libpq\n", tags: [.packages, .size]
    ) { scope, report in
        let steps = scope.history.filter { step in
            step.calls.contains { $0.program == .apk && $0.has("add") && !$0.hasFlag("no-cache") }
        }
        guard !steps.isEmpty, scope.image.files.contains(where: { $0.isIndex("var/cache/apk/") }) || !scope.hasFiles
        else { return }
        report.add(evidence: steps.map(\.shown))
    }
}

extension LintedImage.File {
    /// Whether it is something of weight in a folder.
    func isIndex(_ folder: String) -> Bool { !isDirectory && bytes > 0 && path.hasPrefix(folder) }
}

extension ImageScope {
    /// Whether the image's files are known at all.
    var hasFiles: Bool { !image.files.isEmpty }
}
