import Testing

@testable import TareNetwork

@Suite("Header fields")
struct HeaderTests {
    @Test(arguments: [
        (
            "Bearer realm=\"https://a/t\",service=\"s\"",
            [AuthenticationChallenge(scheme: "bearer", parameters: ["realm": "https://a/t", "service": "s"])]
        ),
        ("bearer realm=https://a/t", [AuthenticationChallenge(scheme: "bearer", parameters: ["realm": "https://a/t"])]),
        (
            "Basic realm=\"a, b=\\\"c\\\"\", Bearer realm=\"x\"",
            [
                AuthenticationChallenge(scheme: "basic", parameters: ["realm": "a, b=\"c\""]),
                AuthenticationChallenge(scheme: "bearer", parameters: ["realm": "x"]),
            ]
        ),
        ("Negotiate", [AuthenticationChallenge(scheme: "negotiate")]),
        (
            "Basic realm=\"first\", realm=\"second\"",
            [AuthenticationChallenge(scheme: "basic", parameters: ["realm": "first"])]
        ),
        ("Bearer realm=\"not closed", [AuthenticationChallenge(scheme: "bearer")]),
        ("", []), (",,, ,", []), ("=\"\"", []), ("\"quoted\"", []),
    ])
    func `challenges are read as RFC 9110 writes them`(field: String, expected: [AuthenticationChallenge]) {
        #expect(AuthenticationChallenge.parse(field) == expected)
    }

    @Test(arguments: ["a,", "a=b,", "a=\"", "a ===", "\\\"", "Bearer a=\\"])
    func `a hostile challenge of any length is read in bounded time`(part: String) {
        let found = AuthenticationChallenge.parse(String(repeating: part, count: 100_000))
        #expect(found.count <= 16)
        #expect(found.allSatisfy { $0.parameters.count <= 32 })
    }

    @Test(
        arguments: [
            ("bytes 0-9/100", 0, 9, UInt64?.some(100)), ("bytes 5-5/*", 5, 5, nil), ("Bytes 1-2/3", 1, 2, 3),
        ] as [(String, UInt64, UInt64, UInt64?)])
    func `ranges are read`(field: String, first: UInt64, last: UInt64, total: UInt64?) throws {
        let range = try #require(ContentRange(field))
        #expect(range.first == first && range.last == last && range.total == total)
    }

    @Test(arguments: [
        nil, "", "bytes", "bytes */100", "bytes 9-0/100", "bytes 0-100/100", "items 0-9/100", "bytes +1-2/3",
        "bytes -1-2/3", "bytes 0-99999999999999999999/*", "bytes 0-9/100 x", "bytes 0-9", "bytes 0-9/",
    ])
    func `a range that says nothing clear is none`(field: String?) {
        #expect(ContentRange(field) == nil)
    }

    /// The examples of RFC 9110, section 5.6.7, and of the calendar's edges, checked with `date -u -d @…`.
    @Test(
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
            ("Sun Nov  6 08:49:37 1994", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Thu, 29 Feb 2024 12:00:00 GMT", 1_709_208_000), ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
        ] as [(String, Int64)])
    func `dates are read in the three formats of HTTP`(text: String, seconds: Int64) {
        #expect(HTTPDate.seconds(text) == seconds)
    }

    @Test(arguments: ["", "soon", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 40 Nov 1994 08:49:37 GMT", "1 2 3 4 5", "-"])
    func `what is no date is none`(text: String) {
        #expect(HTTPDate.seconds(text) == nil)
    }

    @Test(
        arguments: [
            ("</v2/a/tags/list?n=1&last=b>; rel=\"next\"", "/v2/a/tags/list?n=1&last=b"),
            ("<x>; rel=prev, <y>; rel=next", "y"), ("<x>; title=\"a;b\"; REL=\"prev next\"", "x"),
        ] as [(String, String)])
    func `the next page is found among links`(field: String, target: String) {
        #expect(LinkHeader.next(in: field) == target)
    }

    @Test(arguments: ["", "<x>", "x; rel=next", "<x; rel=next", "<x>; rel=prev", "><"])
    func `links without a next page have none`(field: String) {
        #expect(LinkHeader.next(in: field) == nil)
    }

    @Test(
        arguments: [
            ("0", 0), ("7", 7), ("  7 ", 7), ("Sun, 06 Nov 1994 08:49:37 GMT", 10),
            ("Sun, 06 Nov 1994 08:49:00 GMT", 0),
        ] as [(String, Int64)])
    func `the wait that is asked for is never negative`(field: String, seconds: Int64) {
        #expect(RetrySchedule.retryAfter(field, now: 784_111_767) == .seconds(seconds))
    }

    @Test(arguments: [nil, "", "-5", "1.5", "soon"])
    func `a wait that is not understood is none`(field: String?) {
        #expect(RetrySchedule.retryAfter(field, now: 0) == nil)
    }
}
