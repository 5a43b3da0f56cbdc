import TareOCI
import Testing

@testable import TareSandbox

/// Small texts: sockets, processes, events, addresses, signals.
struct TextTests {
    @Test(arguments: [
        ("   0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000 0 1 1", "127.0.0.1", 8000),
        ("   1: 00000000:0050 00000000:0000 0A 0", "0.0.0.0", 80),
        ("   0: 00000000000000000000000000000000:1F40 00000000000000000000000000000000:0000 0A 0", "::", 8000),
        ("   0: 00000000000000000000000001000000:1F40 00000000000000000000000000000000:0000 0A 0", "::1", 8000),
        ("   0: 0000000000000000FFFF00000100007F:1F40 00000000000000000000000000000000:0000 0A 0", "127.0.0.1", 8000),
    ])
    func `sockets that listen`(line: String, address: String, port: Int) {
        #expect(ListeningSocket(line: line) == ListeningSocket(address: address, port: port))
    }

    @Test(arguments: [
        "", "  sl  local_address rem_address   st", "   0: 0100007F:1F40 0100007F:0050 01 0", "0: x:y z 0A",
    ])
    func `lines that are none`(line: String) {
        #expect(ListeningSocket(line: line) == nil)
    }

    @Test func `a process's name may hold anything`() throws {
        let stat = "42 (a) b (c) S 7 42 42 0 -1 4194560 1 0 0 0 11 22 3 4 20 0 5 0 100 1000 50"
        let state = try #require(ProcessState(id: 42, stat: stat))
        #expect(state.parent == 7 && state.name == "a) b (c" && state.threads == 5 && state.ticks == 40)
        #expect(!state.isZombie)
        #expect(ProcessState(id: 1, stat: "1 (x) Z 0") == nil)
    }

    @Test func `events end with an empty line`() {
        func data(_ text: String) -> [String] {
            ServerSentEvents.data(in: Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(data("event: message\r\ndata: {\"a\":1}\r\n\r\n") == ["{\"a\":1}"])
        #expect(data(": ping\n\ndata: a\ndata:b\n\ndata: c\n") == ["a\nb"])
        #expect(data("data: a\r\rdata: b\r\r") == ["a", "b"])
    }

    @Test(
        arguments: [
            ("import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health', timeout=2)", 8000, "/health"),
            ("curl -f http://localhost/ready || exit 1", nil, "/ready"), ("http://[::1]:9000", 9000, "/"),
        ] as [(String, Int?, String)])
    func `where a health check looks`(text: String, port: Int?, path: String) throws {
        let address = try #require(HealthTarget.address(in: text))
        #expect(address.port == port && address.path == path)
    }

    @Test(arguments: ["https://127.0.0.1/", "curl http://example.com/health", "http://$HOST:80/x", "pgrep uvicorn"])
    func `addresses that are not this machine's`(text: String) {
        #expect(HealthTarget.address(in: text) == nil)
    }

    @Test func `a health check's words`() {
        #expect(
            HealthTarget(.init(healthcheck: .init(test: ["CMD-SHELL", "true"]))).words == ["/bin/sh", "-c", "true"])
        #expect(HealthTarget(.init(healthcheck: .init(test: ["NONE"]))).words == nil)
        #expect(HealthTarget(.init(healthcheck: .init(test: ["CMD"]))).words == nil)
        #expect(
            HealthTarget(.init(healthcheck: .init(test: ["CMD", "x"], timeout: 2_000_000_000))).timeout == .seconds(2))
    }

    @Test func `signals by name and number`() {
        #expect(SignalName.number("SIGINT") == 2 && SignalName.number("quit") == 3 && SignalName.number("15") == 15)
        #expect(
            SignalName.number("SIGNOTHING") == nil && SignalName.number("0") == nil && SignalName.number("99") == nil)
        #expect(SignalName.text(15) == "SIGTERM")
    }

    @Test(
        arguments: [
            ("/mcp/", "/mcp/"), ("http://127.0.0.1:8000/mcp/", "/mcp/"), ("//evil/x", nil), ("mcp", nil),
            ("http://evil", "/"), ("/a b", nil),
        ] as [(String, String?)])
    func `redirects stay at the service`(location: String, path: String?) {
        #expect(MCPProbe.path(of: location) == path)
    }

    @Test func `the version of bubblewrap`() {
        #expect(Bubblewrap.version("bubblewrap 0.8.0\n").map { $0 == (0, 8) } == true)
        #expect(Bubblewrap.version("no") == nil)
    }

    @Test func `of a long output the beginning and the end are kept`() {
        let tail = OutputTail()
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1000)
        Array("begin".utf8).withUnsafeBytes { tail.append($0) }
        for _ in 0..<500 { piece.withUnsafeBytes { tail.append($0) } }
        Array("end".utf8).withUnsafeBytes { tail.append($0) }
        let output = tail.output
        #expect(output.bytes == 500_008 && output.isCut)
        #expect(output.text.hasPrefix("beginx") && output.text.hasSuffix("xend") && output.text.utf8.count < 40_000)
    }
}
