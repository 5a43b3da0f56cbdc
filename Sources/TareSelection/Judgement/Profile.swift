/// What a service is weighed for.
public enum Profile: String, Sendable, Hashable, Codable, CaseIterable {
    /// Balanced: supported long, light, few open vulnerabilities, and still possible to look into.
    case production
    /// The least to attack.
    case security
    /// The fewest bytes.
    case size
    /// The most to look into it with.
    case debug
}
