/// A question about the boot that only the image's layers and configuration answer.
protocol ProofCheck: SendableMetatype {
    /// Stable: it is part of the JSON.
    static var id: String { get }

    static func examine(_ boot: Boot) -> Finding
}
