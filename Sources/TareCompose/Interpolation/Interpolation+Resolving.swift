extension Interpolation {
    /// A text with its variables' values, and what was missing.
    public struct Resolution: Sendable, Hashable {
        public var text = ""
        /// Variables that are not set and have no default: empty in the text, as Compose has them.
        public var unset: [String] = []
        /// Variables that the text requires and that are not there, with the text's own words.
        public var missing: [Missing] = []
    }

    public struct Missing: Sendable, Hashable {
        public var name: String
        public var message: String
    }

    /// Puts in the values of an environment. Only the arguments that are used are looked at.
    public func resolved(_ environment: [String: String]) -> Resolution {
        var resolution = Resolution()
        resolve(environment, into: &resolution)
        return resolution
    }

    private func resolve(_ environment: [String: String], into resolution: inout Resolution) {
        for part in parts {
            switch part {
            case .text(let text): resolution.text += text
            case .variable(let variable): variable.resolve(environment, into: &resolution)
            }
        }
    }
}

extension Interpolation.Variable {
    fileprivate func resolve(_ environment: [String: String], into resolution: inout Interpolation.Resolution) {
        let value = environment[name]
        let isFilled = value.map { !$0.isEmpty } ?? false
        switch modifier {
        case nil:
            if let value { resolution.text += value } else { resolution.unset.append(name) }
        case .defaultIfEmpty?: use(isFilled ? value : nil, environment, &resolution)
        case .defaultIfUnset?: use(value, environment, &resolution)
        case .replacementIfFilled?: use(isFilled ? nil : value ?? "", environment, &resolution)
        case .replacementIfSet?: use(value == nil ? "" : nil, environment, &resolution)
        case .requiredFilled?: require(isFilled ? value : nil, environment, &resolution)
        case .requiredSet?: require(value, environment, &resolution)
        }
    }

    /// The value, or the argument where there is none.
    private func use(
        _ value: String?, _ environment: [String: String], _ resolution: inout Interpolation.Resolution
    ) {
        guard let value else {
            let inner = argument.resolved(environment)
            resolution.text += inner.text
            resolution.unset += inner.unset
            resolution.missing += inner.missing
            return
        }
        resolution.text += value
    }

    private func require(
        _ value: String?, _ environment: [String: String], _ resolution: inout Interpolation.Resolution
    ) {
        if let value {
            resolution.text += value
        } else {
            let message = argument.resolved(environment).text
            resolution.missing.append(Interpolation.Missing(name: name, message: message))
        }
    }
}
