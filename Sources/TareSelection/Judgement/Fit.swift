/// How far a candidate may be recommended at all: it stands before every score.
public enum Fit: Int, Sendable, Hashable, Comparable, CaseIterable {
    /// Known not to start, to lack a package, or not to exist for the platform.
    case unfit
    /// Nobody knows whether it starts.
    case unknown
    /// Starts; withdrawn by its publisher, or out of support.
    case unsupported
    /// Starts once packages without a wheel are built in a builder stage.
    case needsBuild
    /// Starts as it is.
    case fits

    public static func < (left: Fit, right: Fit) -> Bool { left.rawValue < right.rawValue }

    public var starts: Bool { self >= .unsupported }

    /// Scores of different fits never meet, so that whoever sorts by score alone puts what starts first.
    var scores: ClosedRange<Int> {
        switch self {
        case .unfit: 0...0
        case .unknown: 1...9
        case .unsupported: 10...24
        case .needsBuild: 25...39
        case .fits: 40...100
        }
    }
}

extension CandidateFacts {
    /// What is not measured does not start: a stated figure says nothing about a boot.
    public var fit: Fit {
        if isAvailable == false || proof.status == .fails || wheels?.blocked.isEmpty == false { return .unfit }
        guard evidence == .measured, proof.status == .starts, let wheels else { return .unknown }
        if let support, support.isOver || support.isWithdrawn { return .unsupported }
        return wheels.needBuild.isEmpty ? .fits : .needsBuild
    }
}
