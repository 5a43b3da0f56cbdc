import FoundationEssentials
import TareDiagnostics
import Testing

@testable import TareNetwork
@testable import TareOCI

@Suite("Repeating requests", .enabled(if: CommandLineTool.areInstalled()))
struct RetryTests {
    @Test(arguments: [408, 429, 502, 503, 504])
    func `a passing refusal is waited out`(status: Int) async throws {
        try await withRegistry { bench in
            let image = try TestImage(50)
            try await bench.push(image)
            try await bench.proxy.setFaults([
                .answer(nil, "/v2/", status: status, headers: ["Retry-After": "0"], times: 2)
            ])
            #expect(try await bench.client.manifest(bench.reference()).bytes == image.manifestBytes)
            #expect(try await bench.proxy.log("GET", path: "/manifests/").map(\.status) == [status, status, 200])
        }
    }

    @Test(arguments: [429, 503])
    func `the wait that a registry asks for in seconds is kept`(status: Int) async throws {
        try await withRegistry { bench in
            let image = try TestImage(51)
            try await bench.push(image)
            try await bench.proxy.setFaults([
                .answer("GET", "/v2/", status: status, headers: ["Retry-After": "1"], times: 1)
            ])
            let start = ContinuousClock.now
            #expect(try await bench.fetch(image.config) == image.configBytes)
            #expect(start.duration(to: .now) >= .seconds(1))
        }
    }

    @Test func `the wait that a registry asks for as a date is kept`() async throws {
        try await withRegistry { bench in
            let image = try TestImage(52)
            try await bench.push(image)
            let date = Date(timeIntervalSince1970: Date.now.timeIntervalSince1970.rounded(.down) + 2)
            let text = Self.httpDate(date)
            try await bench.proxy.setFaults([
                .answer("GET", "/v2/", status: 429, headers: ["Retry-After": text], times: 1)
            ])
            #expect(try await bench.client.manifest(bench.reference()).bytes == image.manifestBytes)
            #expect(Date.now >= date.addingTimeInterval(-1))
            #expect(try await bench.proxy.log("GET", path: "/manifests/").count == 2)
        }
    }

    @Test(arguments: ["3600", "99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"])
    func `a wait that is too long is not kept`(field: String) async throws {
        let fault = Fault.answer("GET", "/v2/", status: 429, headers: ["Retry-After": field])
        try await withRegistry(.none, [fault]) { bench in
            let error = try await refusal { try await bench.client.manifest(bench.reference()) }
            #expect(error.what.hasPrefix("the registry refuses further requests for now, for "))
            #expect(error.hint == "wait, log in for a higher limit, or set a mirror in registries.json")
            #expect(error.location?.hasPrefix(bench.proxy.url) == true)
            #expect(try await bench.proxy.log().count == 1)
        }
    }

    @Test func `tries are bounded`() async throws {
        try await withRegistry(.none, [.answer("GET", "/v2/", status: 503)]) { bench in
            let error = try await refusal { try await bench.client.manifest(bench.reference()) }
            #expect(error.what == "the registry answers with status 503")
            #expect(error.severity == .incomplete)
            #expect(try await bench.proxy.log().count == 3)
        }
    }

    @Test(arguments: [400, 404, 418, 500])
    func `a lasting refusal is not repeated`(status: Int) async throws {
        try await withRegistry(.none, [.answer("GET", "/v2/", status: status)]) { bench in
            _ = try await refusal { try await bench.client.manifest(bench.reference()) }
            #expect(try await bench.proxy.log().count == 1)
        }
    }

    @Test func `a registry that does not answer is given up`() async throws {
        let fault = Fault("GET", "/v2/").with { $0.hang = 120 }
        try await withRegistry(
            .none, [fault],
            configure: { configuration, _ in
                configuration.responseTimeout = .seconds(1)
                configuration.retry.maximumAttempts = 2
            }
        ) { bench in
            let error = try await refusal { try await bench.client.manifest(bench.reference()) }
            #expect(error.what.hasPrefix("the registry does not answer: "))
            #expect(error.location?.hasPrefix(bench.proxy.url) == true)
            #expect(error.hint?.contains("check the host name") == true)
        }
    }

    @Test func `a cancelled task ends at once and with its own error`() async throws {
        try await withRegistry(.none, [Fault("GET", "/v2/").with { $0.hang = 120 }]) { bench in
            let task = Task { try await bench.client.manifest(bench.reference()) }
            try await Task.sleep(for: .milliseconds(200))
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }

    private static func httpDate(_ date: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second, .weekday], from: date)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int?) -> String { String(String((number ?? 0) + 100).dropFirst()) }
        let day =
            "\(days[(parts.weekday ?? 1) - 1]), \(two(parts.day)) \(months[(parts.month ?? 1) - 1]) \(parts.year ?? 0)"
        return "\(day) \(two(parts.hour)):\(two(parts.minute)):\(two(parts.second)) GMT"
    }
}
