/// Asks a service whether it is an MCP server over streamable HTTP, and for its tools.
struct MCPProbe: Sendable {
    let http: HTTPProbe
    let timeout: Duration

    private static let mostPages = 50
    private static let mostTools = 2_000
    private static let longestName = 256

    /// `nil` where it is none.
    func ask(at path: String = "/mcp") async -> RunReport.MCP? {
        var path = path
        guard var answer = await post(path, MCPMessages.initialize(id: 1), []) else { return nil }
        // A route with a slash at its end redirects to itself.
        if [307, 308].contains(answer.status), let place = answer.headers["location"], let moved = Self.path(of: place)
        {
            path = moved
            guard let other = await post(path, MCPMessages.initialize(id: 1), []) else { return nil }
            answer = other
        }
        let type = answer.headers["content-type"] ?? ""
        guard let reply = MCPAnswer<MCPServer>.find(id: 1, type: type, in: answer.body) else { return nil }
        if let server = reply.result, let version = server.protocolVersion {
            var headers = [("mcp-protocol-version", version)]
            if let session = answer.headers["mcp-session-id"] { headers.append(("mcp-session-id", session)) }
            _ = await post(path, MCPMessages.initialized, headers)
            return await tools(path, version, server.serverInfo, headers) { MCPMessages.listTools(id: $0, cursor: $1) }
        }
        return reply.error == nil ? nil : await askStateless(path)
    }

    /// A server of the stateless revision, which knows no `initialize`.
    private func askStateless(_ path: String) async -> RunReport.MCP? {
        let version = MCPMessages.statelessVersion
        let headers = [("mcp-protocol-version", version)]
        guard
            let answer = await post(
                path, MCPMessages.stateless(id: 2, "server/discover"), headers + [("mcp-method", "server/discover")],
                id: 2),
            let reply = MCPAnswer<MCPServer>.find(
                id: 2, type: answer.headers["content-type"] ?? "", in: answer.body),
            let server = reply.result
        else { return nil }
        return await tools(path, version, server.serverInfo, headers + [("mcp-method", "tools/list")]) {
            MCPMessages.stateless(id: $0, "tools/list", cursor: $1)
        }
    }

    private func tools(
        _ path: String, _ version: String, _ info: MCPServer.Info?, _ headers: [(String, String)],
        _ request: (_ id: Int, _ cursor: String?) -> [UInt8]
    ) async -> RunReport.MCP {
        var result = RunReport.MCP(
            path: path, protocolVersion: version, server: info?.name, serverVersion: info?.version, tools: [])
        var cursor: String?
        for page in 0..<Self.mostPages {
            let id = 10 + page
            guard let answer = await post(path, request(id, cursor), headers, id: id) else {
                result.problem = "tools/list is not answered"
                return result
            }
            let type = answer.headers["content-type"] ?? ""
            guard let reply = MCPAnswer<MCPTools>.find(id: id, type: type, in: answer.body) else {
                result.problem = "tools/list is answered with status \(answer.status) and no message"
                return result
            }
            guard let list = reply.result else {
                // A server without tools knows no such method.
                if reply.error?.code != -32_601 { result.problem = reply.error?.message ?? "tools/list fails" }
                return result
            }
            result.tools += list.tools.map { String($0.name.prefix(Self.longestName)) }
            guard let next = list.nextCursor, !next.isEmpty, next != cursor, result.tools.count < Self.mostTools else {
                return result
            }
            cursor = next
        }
        result.problem = "tools/list has more than \(Self.mostPages) pages"
        return result
    }

    private func post(
        _ path: String, _ body: [UInt8], _ headers: [(String, String)], id: Int = 1
    ) async -> HTTPProbe.Answer? {
        await http.post(
            path, body, headers: headers + [("accept", "application/json, text/event-stream")], timeout: timeout
        ) { type, body in
            type.lowercased().hasPrefix("text/event-stream")
                && MCPAnswer<AnyResult>.find(id: id, type: type, in: body) != nil
        }
    }

    private struct AnyResult: Decodable {}

    /// The path of a redirect to the service itself.
    static func path(of location: String) -> String? {
        var rest = Substring(location)
        if let scheme = rest.firstRange(of: "://") {
            rest = rest[scheme.upperBound...]
            guard let slash = rest.firstIndex(of: "/") else { return "/" }
            rest = rest[slash...]
        }
        guard rest.hasPrefix("/"), !rest.hasPrefix("//"), rest.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return nil
        }
        return String(rest)
    }
}
