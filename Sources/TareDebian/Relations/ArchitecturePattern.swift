/// An architecture as relationship fields name it: one, or a wildcard with `any` in it.
///
/// dpkg spells an architecture out as ABI, C library, kernel and processor; a wildcard gives the last few of these
/// (dpkg-architecture(1), "Architecture wildcards"). Letter case does not matter.
struct ArchitecturePattern {
    private let text: String

    init(_ text: some StringProtocol) { self.text = text.lowercased() }

    /// Whether a Linux architecture with the GNU C library, such as `amd64`, is meant.
    func matches(_ architecture: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.contains("any") else {
            return text == architecture || text == "linux-" + architecture
        }
        let (abi, processor) =
            switch architecture {
            case "armhf": ("eabihf", "arm")
            case "armel": ("eabi", "arm")
            default: ("base", architecture)
            }
        let wanted = [abi, "gnu", "linux", processor]
        guard parts.count <= wanted.count else { return false }
        // One word alone is `any`.
        return zip(parts.reversed(), wanted.reversed()).allSatisfy { $0 == "any" || $0 == $1 }
    }
}
