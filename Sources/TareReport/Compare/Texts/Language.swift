/// The languages that results are rendered in.
public enum Language: String, Sendable, Hashable, Codable, CaseIterable {
    case english = "en"
    case chinese = "zh"
}
