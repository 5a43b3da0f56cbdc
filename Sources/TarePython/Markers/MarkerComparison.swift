/// One comparison of a marker: two operands and an operator.
struct MarkerComparison: Sendable, Hashable {
    enum Operand: Sendable, Hashable {
        case variable(MarkerVariable)
        case literal(String)
    }

    enum Operator: Sendable, Hashable {
        case version(VersionSpecifier.Operator)
        case `in`, notIn
    }

    let left: Operand
    let `operator`: Operator
    let right: Operand
    /// The operator and the literal as a clause, where the variable on the left is compared as a version.
    let specifier: VersionSpecifier?

    init(_ left: Operand, _ operator: Operator, _ right: Operand) {
        self.left = left.normalised(against: right)
        self.right = right.normalised(against: left)
        self.operator = `operator`
        specifier =
            if case .variable(let variable) = left, variable.holdsVersion, case .literal(let text) = right,
                case .version(let symbol) = `operator`
            {
                try? VersionSpecifier(symbol.rawValue + text)
            } else {
                nil
            }
    }
}

extension MarkerComparison.Operand {
    /// Names of extras and groups are compared in their normal form.
    fileprivate func normalised(against other: Self) -> Self {
        guard case .literal(let text) = self, case .variable(let variable) = other else { return self }
        switch variable {
        case .extra, .extras, .dependencyGroups: return .literal(PackageName.normalised(text))
        default: return self
        }
    }
}

extension MarkerComparison: CustomStringConvertible {
    var description: String { "\(left) \(`operator`) \(right)" }
}

extension MarkerComparison.Operand: CustomStringConvertible {
    /// A text cannot hold both quotes, as it was read between a pair of one kind.
    var description: String {
        switch self {
        case .variable(let variable): variable.rawValue
        case .literal(let text): text.utf8.contains(UInt8(ascii: "\"")) ? "'\(text)'" : "\"\(text)\""
        }
    }
}

extension MarkerComparison.Operator: CustomStringConvertible {
    var description: String {
        switch self {
        case .version(let symbol): symbol.rawValue
        case .in: "in"
        case .notIn: "not in"
        }
    }
}
