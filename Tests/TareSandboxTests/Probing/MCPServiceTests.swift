import Foundation
import TareOCI
import Testing

@testable import TareSandbox
@testable import TareTestImages

/// Servers of tools in the forms that the protocol's revisions allow, and ones that only look like it.
@Suite(.serialized, .enabled(if: ProductRun.isPossible, "needs bwrap and Debian's Python"))
struct MCPServiceTests {
    /// A server whose answer to a message is `answer(self, message)`.
    private func run(_ answer: String, path: String = "/mcp", health: Bool = true) async throws -> RunReport {
        let program = """
            import http.server, json, signal, sys
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
            class Handler(http.server.BaseHTTPRequestHandler):
                protocol_version = "HTTP/1.1"
                def reply(self, status, body=b"", type="application/json", **headers):
                    body = body if isinstance(body, bytes) else json.dumps(body).encode()
                    self.send_response(status)
                    for name, value in headers.items():
                        self.send_header(name.replace("_", "-"), value)
                    self.send_header("content-type", type)
                    self.send_header("content-length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                def stream(self, events, **headers):
                    self.send_response(200)
                    for name, value in headers.items():
                        self.send_header(name.replace("_", "-"), value)
                    self.send_header("content-type", "text/event-stream")
                    self.send_header("transfer-encoding", "chunked")
                    self.end_headers()
                    for event in events:
                        data = event if isinstance(event, bytes) else b"event: message\\ndata: " + json.dumps(event).encode() + b"\\n\\n"
                        self.wfile.write(b"%x\\r\\n%s\\r\\n" % (len(data), data))
                        self.wfile.flush()
                    # The stream stays open: who waits for its end waits for ever.
                    signal.pause()
                def result(self, message, **result):
                    return {"jsonrpc": "2.0", "id": message["id"], "result": result}
                def do_GET(self):
                    self.reply(200 if \(health ? "True" : "False") and self.path == "/health" else 404)
                def do_POST(self):
                    body = self.rfile.read(int(self.headers["content-length"]))
                    if self.path != "\(path)":
                        return self.missing()
                    self.answer(json.loads(body))
                def missing(self):
                    self.reply(404)
                def log_message(self, *arguments):
                    pass
                def initialized(self, message):
                    return self.result(message, protocolVersion="2025-11-25", capabilities={"tools": {}}, serverInfo={"name": "made", "version": "2"})
            \(answer.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
            http.server.ThreadingHTTPServer.daemon_threads = True
            http.server.ThreadingHTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
            """
        var options = RunOptions()
        options.timeout = .seconds(20)
        options.grace = .seconds(1)
        return try await DebianRoot.image(program: program).run(options)
    }

    @Test func `JSON answers, and pages of tools`() async throws {
        let report = try await run(
            """
            def answer(self, message):
                if message["method"] == "initialize":
                    assert "text/event-stream" in self.headers["accept"]
                    return self.reply(200, self.initialized(message))
                if "id" not in message:
                    return self.reply(202)
                assert self.headers["mcp-protocol-version"] == "2025-11-25"
                cursor = message["params"].get("cursor")
                if cursor is None:
                    return self.reply(200, self.result(message, tools=[{"name": "a"}, {"name": "b"}], nextCursor="\\"next"))
                assert cursor == "\\"next"
                self.reply(200, self.result(message, tools=[{"name": "c"}]))
            """)
        let mcp = try #require(report.mcp, "\(report)")
        #expect(mcp.tools == ["a", "b", "c"] && mcp.protocolVersion == "2025-11-25" && mcp.problem == nil)
        #expect(mcp.path == "/mcp" && mcp.server == "made" && mcp.serverVersion == "2")
    }

    @Test func `streams of events with a session, behind a redirect`() async throws {
        let report = try await run(
            """
            def missing(self):
                self.reply(307, location="http://127.0.0.1:8000/mcp/")
            def answer(self, message):
                if message["method"] == "initialize":
                    return self.stream([b": hello\\n\\n", self.initialized(message)], mcp_session_id="s1")
                assert self.headers["mcp-session-id"] == "s1"
                if "id" not in message:
                    return self.reply(202)
                other = {"jsonrpc": "2.0", "method": "notifications/message", "params": {}}
                self.stream([other, self.result(message, tools=[{"name": "only"}])])
            """, path: "/mcp/")
        let mcp = try #require(report.mcp, "\(report)")
        #expect(mcp.path == "/mcp/" && mcp.tools == ["only"] && mcp.problem == nil, "\(mcp)")
    }

    @Test func `the revision without sessions`() async throws {
        let report = try await run(
            """
            def answer(self, message):
                meta = message["params"].get("_meta", {})
                if meta.get("io.modelcontextprotocol/protocolVersion") != "2026-07-28":
                    return self.reply(400, {"jsonrpc": "2.0", "id": message["id"], "error": {"code": -32022, "message": "no", "data": {"supported": ["2026-07-28"]}}})
                assert self.headers["mcp-protocol-version"] == "2026-07-28" and self.headers["mcp-method"] == message["method"]
                if message["method"] == "server/discover":
                    return self.reply(200, self.result(message, resultType="complete", supportedVersions=["2026-07-28"], serverInfo={"name": "new", "version": "1"}))
                self.reply(200, self.result(message, resultType="complete", tools=[{"name": "modern"}], ttlMs=0))
            """)
        let mcp = try #require(report.mcp, "\(report)")
        #expect(mcp.protocolVersion == "2026-07-28" && mcp.tools == ["modern"], "\(mcp)")
    }

    @Test func `a server of tools alone is healthy when it answers`() async throws {
        let report = try await run(
            """
            def answer(self, message):
                if message["method"] == "initialize":
                    return self.reply(200, self.initialized(message))
                if "id" not in message:
                    return self.reply(202)
                self.reply(200, {"jsonrpc": "2.0", "id": message["id"], "error": {"code": -32603, "message": "broken"}})
            """, health: false)
        #expect(report.status == .healthy && report.health?.by == "POST /mcp", "\(report)")
        #expect(report.mcp?.tools == [] && report.mcp?.problem == "broken")
    }

    @Test(arguments: [
        "self.reply(404)", "self.reply(200, b'{\"jsonrpc\":\"2.0\"')", "self.reply(200, b'<html>', type='text/html')",
        "self.reply(200, {'ok': True})", "self.reply(200, b'[' * 100_000)", "self.reply(200, b'x' * 6_000_000)",
        "self.wfile.write(b'nonsense\\r\\n\\r\\n')",
    ])
    func `what is no server of tools is none`(answer: String) async throws {
        let report = try await run("def answer(self, message):\n    \(answer)\n    self.close_connection = True")
        #expect(report.status == .healthy && report.mcp == nil, "\(report)")
    }
}
