/// A version of a Python distribution: `[epoch!]release[{a|b|rc}n][.postn][.devn][+local]`.
///
/// Follows the version specifiers specification (PEP 440), in every spelling that it normalises. Equality and hash
/// follow the order, in which trailing zeros do not count: `1.0` equals `1.0.0`. At most 4,096 bytes; every number is
/// at most 2⁶³−1, as no index holds a larger one.
public struct PEP440Version: Sendable {
    /// 0 where none is written.
    public let epoch: UInt64
    /// At least one number; trailing zeros as written.
    public let release: [UInt64]
    public let pre: PreRelease?
    public let post: UInt64?
    public let dev: UInt64?
    /// The parts of the local label, empty where there is none.
    let localParts: [LocalPart]

    /// A pre-release's stage and number, such as `rc1`.
    public struct PreRelease: Hashable, Comparable, Sendable {
        public enum Stage: UInt8, Hashable, Comparable, Sendable {
            case alpha, beta, candidate

            public static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
        }

        public var stage: Stage
        public var number: UInt64

        public init(_ stage: Stage, _ number: UInt64) {
            self.stage = stage
            self.number = number
        }

        public static func < (left: PreRelease, right: PreRelease) -> Bool {
            (left.stage, left.number) < (right.stage, right.number)
        }
    }

    /// One part of a local label. Texts sort before numbers.
    enum LocalPart: Hashable, Sendable {
        case text(String)
        case number(UInt64)
    }

    /// Parses a version; white space around it is dropped.
    public init(_ text: some StringProtocol) throws(VersionError) {
        try self.init(bytes: Array(text.utf8)[...])
    }

    /// A version of these parts, as the arithmetic of ranges makes them.
    init(
        epoch: UInt64 = 0, release: [UInt64], pre: PreRelease? = nil, post: UInt64? = nil, dev: UInt64? = nil,
        localParts: [LocalPart] = []
    ) {
        self.epoch = epoch
        self.release = release.isEmpty ? [0] : release
        self.pre = pre
        self.post = post
        self.dev = dev
        self.localParts = localParts
    }
}

extension PEP440Version {
    /// The label after `+`, normalised: `ubuntu.1`.
    public var local: String? {
        guard !localParts.isEmpty else { return nil }
        return localParts.map(\.description).joined(separator: ".")
    }

    /// Whether it is a pre-release or a development release, which installers pass over by default.
    public var isPrerelease: Bool { pre != nil || dev != nil }

    /// Without the local label.
    public var publicVersion: PEP440Version {
        PEP440Version(epoch: epoch, release: release, pre: pre, post: post, dev: dev)
    }

    public var major: UInt64 { number(0) }
    public var minor: UInt64 { number(1) }
    public var micro: UInt64 { number(2) }

    /// A number of the release, 0 where the release is shorter.
    private func number(_ index: Int) -> UInt64 { index < release.count ? release[index] : 0 }
}

extension PEP440Version: CustomStringConvertible {
    /// The canonical spelling, trailing zeros of the release kept: `1!2.0rc1.post2.dev3+ubuntu.1`.
    public var description: String {
        var text = epoch == 0 ? "" : "\(epoch)!"
        for (index, number) in release.enumerated() { text += index == 0 ? "\(number)" : ".\(number)" }
        if let pre { text += "\(pre.stage.letters)\(pre.number)" }
        if let post { text += ".post\(post)" }
        if let dev { text += ".dev\(dev)" }
        if let local { text += "+\(local)" }
        return text
    }
}

extension PEP440Version.PreRelease.Stage {
    var letters: String {
        switch self {
        case .alpha: "a"
        case .beta: "b"
        case .candidate: "rc"
        }
    }
}

extension PEP440Version.LocalPart: CustomStringConvertible {
    var description: String {
        switch self {
        case .text(let text): text
        case .number(let number): "\(number)"
        }
    }
}
