extension EnvironmentMarker {
    /// Whether the marker holds.
    ///
    /// `extras` are the extras chosen: `extra == 'x'` holds where `x` is among them, `extra != 'x'` where it is not;
    /// uv's pseudo-extras (`extra-3-zoo-cpu`) are names like others. `'x' in extras` and `'x' in dependency_groups` ask
    /// the sets of a lock file. Names are compared in their normal form. A comparison that the specification leaves
    /// undefined (`os_name ~= 'x'`, two variables, two texts) does not hold.
    public func evaluate(
        in environment: MarkerEnvironment, extras: Set<String> = [], dependencyGroups: Set<String> = []
    ) -> Bool {
        root.holds(MarkerContext(environment: environment, extras: extras, dependencyGroups: dependencyGroups))
    }
}

/// All that a marker is evaluated against.
private struct MarkerContext {
    let environment: MarkerEnvironment
    let extras: Set<String>
    let dependencyGroups: Set<String>
}

extension EnvironmentMarker.Node {
    fileprivate func holds(_ context: MarkerContext) -> Bool {
        switch self {
        case .comparison(let comparison): comparison.holds(context)
        case .and(let nodes): nodes.allSatisfy { $0.holds(context) }
        case .or(let nodes): nodes.contains { $0.holds(context) }
        }
    }
}

extension MarkerComparison {
    fileprivate func holds(_ context: MarkerContext) -> Bool {
        switch (left, right) {
        case (.variable(let variable), .literal(let text)):
            switch variable {
            // Without any extra, `extra` is the empty text.
            case .extra: return context.extras.isEmpty ? compareTexts("", text) : compareExtra(text, context.extras)
            case .extras, .dependencyGroups: return false
            default: return compare(variable, with: text, in: context.environment)
            }
        case (.literal(let text), .variable(let variable)):
            switch variable {
            case .extra: return context.extras.isEmpty ? compareTexts(text, "") : compareExtra(text, context.extras)
            case .extras: return compareSet(text, context.extras)
            case .dependencyGroups: return compareSet(text, context.dependencyGroups)
            default: return compare(text, with: variable, in: context.environment)
            }
        case (.variable, .variable), (.literal, .literal):
            return false
        }
    }

    private func compare(_ variable: MarkerVariable, with text: String, in environment: MarkerEnvironment) -> Bool {
        guard let specifier else { return compareTexts(environment[variable], text) }
        guard let version = environment.version(of: variable) else {
            return specifier.contains(text: environment[variable])
        }
        return specifier.matches(version)
    }

    private func compare(_ text: String, with variable: MarkerVariable, in environment: MarkerEnvironment) -> Bool {
        let value = environment[variable]
        guard variable.holdsVersion, case .version(let symbol) = `operator`,
            let specifier = try? VersionSpecifier(symbol.rawValue + value)
        else { return compareTexts(text, value) }
        return specifier.contains(text: text)
    }

    /// Texts have no order: `<=` and `>=` ask for equality, `<` and `>` never hold.
    private func compareTexts(_ left: String, _ right: String) -> Bool {
        switch `operator` {
        case .in: right.utf8.contains(left.utf8)
        case .notIn: !right.utf8.contains(left.utf8)
        case .version(.equal), .version(.lessOrEqual), .version(.greaterOrEqual): left == right
        case .version(.notEqual): left != right
        case .version(.less), .version(.greater), .version(.compatible), .version(.arbitrary): false
        }
    }

    private func compareExtra(_ name: String, _ extras: Set<String>) -> Bool {
        switch `operator` {
        case .version(.equal): extras.holds(name)
        case .version(.notEqual): !extras.holds(name)
        default: false
        }
    }

    private func compareSet(_ name: String, _ chosen: Set<String>) -> Bool {
        switch `operator` {
        case .in: chosen.holds(name)
        case .notIn: !chosen.holds(name)
        // A name is no set.
        case .version(.notEqual): true
        default: false
        }
    }
}

extension Set<String> {
    /// Whether a name in its normal form is in the set, in any spelling.
    fileprivate func holds(_ name: String) -> Bool {
        contains(name) || contains { PackageName.normalised($0) == name }
    }
}

extension String.UTF8View {
    /// Whether the bytes of the other text stand somewhere in this one.
    fileprivate func contains(_ other: String.UTF8View) -> Bool {
        let (text, part) = (Array(self), Array(other))
        guard part.count <= text.count else { return false }
        return (0...(text.count - part.count)).contains { text[$0..<($0 + part.count)].elementsEqual(part) }
    }
}
