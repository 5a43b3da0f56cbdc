public import TareYAML

/// How a service is asked whether it is well.
public struct ComposeHealthcheck: Sendable {
    public enum Test: Sendable, Hashable {
        /// `NONE`: takes back the image's.
        case none
        /// Run as it stands.
        case words([String])
        /// Run by the image's shell.
        case shell(String)
    }

    public var test: Placed<Test>?
    public var isDisabled: Bool
    public var interval: Placed<ComposeDuration>?
    public var timeout: Placed<ComposeDuration>?
    public var startPeriod: Placed<ComposeDuration>?
    public var startInterval: Placed<ComposeDuration>?
    public var retries: Placed<Int>?
    public var node: YAMLNode

    /// Whether there is any test left.
    public var isOff: Bool { isDisabled || test?.value == Test.none }

    init(_ node: YAMLNode) {
        self.node = node
        isDisabled = node["disable"]?.placedFlag?.value ?? false
        interval = node["interval"]?.placedDuration
        timeout = node["timeout"]?.placedDuration
        startPeriod = node["start_period"]?.placedDuration
        startInterval = node["start_interval"]?.placedDuration
        retries = node["retries"]?.placedInteger
        test = node["test"].flatMap { test in Self.test(test).map { Placed(value: $0, node: test) } }
    }

    private static func test(_ node: YAMLNode) -> Test? {
        if let text = node.placedText { return .shell(text.value) }
        let words = node.items.compactMap(\.scalar?.text)
        switch words.first {
        case "NONE"?: return Test.none
        case "CMD"?: return .words(Array(words.dropFirst()))
        case "CMD-SHELL"?: return .shell(words.dropFirst().joined(separator: " "))
        default: return nil
        }
    }
}
