/// How a reader of the inventory names the nodes that it wants to see, by the last component of their paths.
enum Landmark: Sendable, Hashable {
    /// Exactly this name.
    case name(String)
    /// Names that begin so.
    case beginning(String)
    /// Names that end so and are longer.
    case ending(String)
}

/// A reader that is shown nodes by their names, in the one pass over the tree.
protocol Surveying: SendableMetatype {
    static var landmarks: [Landmark] { get }
}
