public import TareOCI
public import TareSandbox

/// What to verify.
public struct VerifyRequest: Sendable {
    public var location: ImageLocation
    /// Refuses any other; `nil` takes this machine's, or whatever a file on disk has.
    public var platform: Platform?
    /// `server:app`, where the command does not tell.
    public var application: String?
    /// How to run it; `nil` does not.
    public var run: RunOptions?

    public init(
        location: ImageLocation, platform: Platform? = nil, application: String? = nil, run: RunOptions? = nil
    ) {
        self.location = location
        self.platform = platform
        self.application = application
        self.run = run
    }
}
