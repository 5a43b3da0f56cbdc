extension WheelMismatch {
    init(of candidates: [WheelCandidate], for tags: CompatibleTags, hasSource: Bool) {
        self = .noWheels(hasSource: hasSource)
    }
}
