extension ELFFacts {
    /// Whether the kernel runs the file without a program loader: an executable that has no dynamic section, or one
    /// that relocates itself.
    public var isStaticExecutable: Bool {
        guard interpreter == nil else { return false }
        switch type {
        case .executable: return !isDynamic || needed.isEmpty
        case .shared: return isPositionIndependentExecutable && needed.isEmpty
        default: return false
        }
    }

    /// Whether the file is to be run, rather than loaded by another.
    public var isExecutable: Bool {
        type == .executable || (type == .shared && (interpreter != nil || isPositionIndependentExecutable))
    }

    /// Whether the file was linked against musl: by its loader, or by the library's name.
    public var isLinkedToMusl: Bool {
        interpreter?.contains("/ld-musl-") == true
            || needed.contains { $0.hasPrefix("libc.musl-") || $0.hasPrefix("ld-musl-") }
    }

    /// The names behind a prefix among the versions that the file cannot load without: `2.34` of `GLIBC_2.34`.
    public func requiredVersions(prefix: String) -> [Substring] {
        versionNeeds.flatMap(\.versions).filter { !$0.isWeak && $0.name.hasPrefix(prefix) }
            .map { $0.name.dropFirst(prefix.count) }
    }
}
