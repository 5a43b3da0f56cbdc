import TareDockerfile

/// What `FROM` may use, worked out from the `ARG`s before the first one alone: `Stages` would evaluate the whole file.
struct GlobalArguments {
    /// With the platform's.
    let values: [String: String]
    /// Names that an `ARG` declares.
    let names: Set<String>

    init(_ items: [Item], _ options: BuildOptions) {
        let last = items.last { $0.keyword == .from }
        var values = PredefinedArguments.values(options, target: options.target ?? last?.stageName ?? "")
        var names: Set<String> = []
        for item in items.prefix(while: { $0.keyword != .from }) {
            guard case .arg(let definitions) = item.command else { continue }
            for definition in definitions {
                let name = definition.name.text
                names.insert(name)
                if let value = options.buildArguments[name] {
                    values[name] = value
                } else if let value = definition.value {
                    guard let text = value.isPlain ? value.text : try? value.expanded(values).text else { continue }
                    values[name] = text
                }
            }
        }
        self.values = values
        self.names = names
    }
}
