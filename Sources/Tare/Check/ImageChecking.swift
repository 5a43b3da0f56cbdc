internal import TareDiagnostics
internal import TareLint
internal import TareNetwork
internal import TareOCI

extension Workspace {
    /// What the rules about built images find in one.
    func check(_ location: ImageLocation, _ linter: ImageLinter) async throws -> CheckedFile {
        let measured = try await measure(location, needsContent: true)
        let (config, tree) = (measured.image.config, measured.tree)
        var image = LintedImage()
        if case .registry(let reference) = location, reference.digest == nil { image.tag = reference.tag ?? "latest" }
        image.user = config.config?.user
        image.hasHealthcheck =
            config.config?.healthcheck.map { $0.test?.first != "NONE" && $0.test?.isEmpty == false } ?? false
        image.environment = config.config?.env ?? []
        image.volumes = config.config?.volumes?.names ?? []
        image.history = (config.history ?? []).map {
            LintedImage.Step(createdBy: $0.createdBy ?? "", isEmpty: $0.isEmptyLayer ?? false)
        }
        image.usesContentTrust = options.environment["DOCKER_CONTENT_TRUST"] == "1"
        tree.forEachNode { node in
            let kind = tree.kind(of: node)
            guard kind == .regular || kind == .directory else { return }
            image.files.append(
                LintedImage.File(
                    path: String(tree.path(of: node).dropFirst()), mode: tree.mode(of: node),
                    bytes: tree.size(of: node),
                    isDirectory: kind == .directory))
        }
        var nodes: [String: ImageTree.Node] = [:]
        for path in ["etc/passwd", "etc/group", "etc/shadow"] {
            if let node = tree.node(at: path), tree.kind(of: node) == .regular { nodes[path] = node }
        }
        let contents = try await self.contents(of: Array(nodes.values), in: measured)
        for (path, node) in nodes { image.texts[path] = contents[node] }
        return CheckedFile(path: measured.image.reference, source: [], findings: linter.lint(image))
    }
}
