/// How a proxy spoils the answers to some requests; `proxy.py` describes the fields.
struct Fault: Encodable, Sendable {
    var method: String?
    /// A regular expression, sought in path and query.
    var path: String
    var skip: Int?
    /// How often; for ever where it is `nil`.
    var times: Int?

    var ignoreRange: Bool?
    var status: Int?
    var headers: [String: String]?
    var body: String?
    var corrupt: Int?
    var cut: Int?
    var stall: Int?
    var trickle: Bool?
    var seconds: Double?
    var big: Int?
    var chunked: Bool?
    var hang: Double?
    var drop: Bool?
    var dropHalf: Int?

    init(_ method: String? = "GET", _ path: String, times: Int? = nil, skip: Int? = nil) {
        self.method = method
        self.path = path
        self.times = times
        self.skip = skip
    }

    /// Answers without asking the registry.
    static func answer(
        _ method: String? = "GET", _ path: String, status: Int, headers: [String: String] = [:], body: String = "",
        times: Int? = nil, skip: Int? = nil
    ) -> Fault {
        var fault = Fault(method, path, times: times, skip: skip)
        fault.status = status
        fault.headers = headers
        fault.body = body
        return fault
    }

    /// Changes the fault further.
    func with(_ change: (inout Fault) -> Void) -> Fault {
        var fault = self
        change(&fault)
        return fault
    }
}
