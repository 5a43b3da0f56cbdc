internal import TareYAML

extension RecipeSection {
    /// This section with `${name}` replaced in all texts but the `content` of files.
    func substituting(suite: String, architecture: DebianArchitecture, source: String) throws(RecipeError)
        -> RecipeSection
    {
        var values = variables
        values["suite"] = suite
        values["architecture"] = architecture.rawValue
        values["triplet"] = architecture.triplet
        let substitution = VariableSubstitution(values: values, source: source)
        var section = self
        func all(_ texts: [String], _ key: String) throws(RecipeError) -> [String] {
            var result: [String] = []
            for text in texts { result.append(try substitution.apply(text, key)) }
            return result
        }
        func named(_ texts: [String: String], _ key: String) throws(RecipeError) -> [String: String] {
            var result: [String: String] = [:]
            // In order: two names that become one give the same result every time.
            for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
                result[try substitution.apply(name, key)] = try substitution.apply(text, "\(key).\(name)")
            }
            return result
        }
        section.packages = try all(packages, "packages")
        section.omit = try all(omit, "omit")
        section.remove = try all(remove, "remove")
        if let entrypoint { section.entrypoint = try all(entrypoint, "entrypoint") }
        if let command { section.command = try all(command, "command") }
        section.environment = try named(environment, "environment")
        section.labels = try named(labels, "labels")
        section.links = try named(links, "links")
        for index in paths.indices {
            section.paths[index].pattern = try substitution.apply(paths[index].pattern, "paths[\(index)]")
        }
        for index in directories.indices {
            section.directories[index].path = try substitution.apply(
                directories[index].path, "directories[\(index)].path")
        }
        for index in copies.indices {
            section.copies[index].from = try substitution.apply(copies[index].from, "copies[\(index)].from")
            section.copies[index].to = try substitution.apply(copies[index].to, "copies[\(index)].to")
        }
        for index in files.indices {
            section.files[index].path = try substitution.apply(files[index].path, "files[\(index)].path")
        }
        for index in users.indices {
            section.users[index].comment = try substitution.apply(users[index].comment, "users[\(index)].comment")
            section.users[index].home = try substitution.apply(users[index].home, "users[\(index)].home")
            section.users[index].shell = try substitution.apply(users[index].shell, "users[\(index)].shell")
        }
        if let certificates {
            section.certificates?.from = try substitution.apply(certificates.from, "certificates.from")
            section.certificates?.bundle = try substitution.apply(certificates.bundle, "certificates.bundle")
            section.certificates?.directory = try certificates.directory.map { text throws(RecipeError) in
                try substitution.apply(text, "certificates.directory")
            }
            section.certificates?.list = try certificates.list.map { text throws(RecipeError) in
                try substitution.apply(text, "certificates.list")
            }
        }
        section.user = try user.map { text throws(RecipeError) in try substitution.apply(text, "user") }
        section.workingDirectory = try workingDirectory.map { text throws(RecipeError) in
            try substitution.apply(text, "working-directory")
        }
        return section
    }
}

/// Replaces `${name}` in texts.
private struct VariableSubstitution {
    let values: [String: String]
    let source: String

    func apply(_ text: String, _ path: String) throws(RecipeError) -> String {
        var result = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[dollar...]
            if rest.hasPrefix("$${") {
                result += "${"
                rest = rest.dropFirst(3)
            } else if rest.hasPrefix("${") {
                guard let end = rest.firstIndex(of: "}") else {
                    throw RecipeError(
                        source: source, path: path,
                        reason: .document(.invalid(value: text, detail: "has a '${' without its '}'")))
                }
                let name = String(rest[rest.index(rest.startIndex, offsetBy: 2)..<end])
                guard let value = values[name] else {
                    throw RecipeError(
                        source: source, path: path, reason: .unknownVariable(name, known: values.keys.sorted()))
                }
                result += value
                rest = rest[rest.index(after: end)...]
            } else {
                result.append("$")
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }
}
