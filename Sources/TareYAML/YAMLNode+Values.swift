/// What a value is: each asks for one kind and refuses every other.
extension YAMLNode {
    public var scalar: YAMLScalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    public var isNull: Bool { scalar?.isNull ?? false }

    /// Any scalar without a NUL, as it is written: `0755` and `true` are texts too.
    public func text() throws(YAMLError) -> String {
        guard let scalar else { throw error(.wrongKind(expected: "a text")) }
        guard !scalar.text.utf8.contains(0) else { throw invalid("contains a NUL") }
        return scalar.text
    }

    public func flag() throws(YAMLError) -> Bool {
        switch scalar?.text {
        case "true": return true
        case "false": return false
        default: throw error(.wrongKind(expected: "true or false"))
        }
    }

    /// A whole number in decimal digits.
    public func integer(in range: ClosedRange<Int> = Int.min...Int.max) throws(YAMLError) -> Int {
        let text = try text()
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        guard digits.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }), let number = Int(text) else {
            throw error(.wrongKind(expected: "a whole number"))
        }
        guard range.contains(number) else {
            throw invalid("is not between \(range.lowerBound) and \(range.upperBound)")
        }
        return number
    }

    public func elements() throws(YAMLError) -> [YAMLNode] {
        guard case .list(let elements) = content else { throw error(.wrongKind(expected: "a list")) }
        return elements
    }

    /// The keys and values of a mapping in their order.
    public func entries() throws(YAMLError) -> [YAMLEntry] {
        guard case .mapping(let entries) = content else { throw error(.wrongKind(expected: "a mapping")) }
        return entries
    }

    /// The values of a mapping whose keys are all among `known`.
    public func mapping(_ known: [String]) throws(YAMLError) -> [String: YAMLNode] {
        var values: [String: YAMLNode] = [:]
        for entry in try entries() {
            guard known.contains(entry.name) else { throw entry.key.error(.unknownKey(entry.name, known: known)) }
            values[entry.name] = entry.value
        }
        return values
    }

    public func required(_ name: String, in values: [String: YAMLNode]) throws(YAMLError) -> YAMLNode {
        guard let value = values[name] else { throw error(.missingKey(name)) }
        return value
    }

    /// The value of a mapping's key; `nil` where there is none, or no mapping.
    public subscript(_ name: String) -> YAMLNode? {
        guard case .mapping(let entries) = content else { return nil }
        return entries.first { $0.name == name }?.value
    }
}
