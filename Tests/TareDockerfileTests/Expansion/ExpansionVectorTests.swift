import TareDockerfile
import Testing

/// `envVarTest` and `wordsTest` of moby/buildkit, as its `lex_test.go` reads them.
@Suite("BuildKit's expansions", .enabled(if: Vectors.areThere))
struct ExpansionVectorTests {
    @Test("give its words") func variables() throws {
        let variables = ["PWD": "/home", "SHELL": "bash", "KOREAN": "한국어", "NULL": ""]
        var count = 0
        for line in try Vectors.text("envVarTest").split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmed }
            guard parts.count == 3, parts[0] != "W" else { continue }
            count += 1
            let result = try? WordExpander().expand(parts[1], variables).text
            #expect(result == (parts[2] == "error" ? nil : parts[2]), "\(line)")
            // Usual words go another way where nothing is cut.
            let whole = try? WordExpander().expand(parts[1], variables, cutsWords: false).text
            #expect(whole == result, "\(line)")
        }
        #expect(count == 228)
    }

    @Test("are cut as it cuts them") func words() throws {
        var variables: [String: String] = [:]
        var count = 0
        for line in try Vectors.text("wordsTest").split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix("ENV ") {
                let pair = line.dropFirst(4).drop { $0 == " " }.split(separator: "=", maxSplits: 1)
                variables[String(pair[0])] = String(pair[1])
                continue
            }
            let parts = line.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
            let expected = parts[1].drop { $0 == " " }.split(separator: ",", omittingEmptySubsequences: false)
            count += 1
            let result = (try? WordExpander().expand(parts[0].trimmed, variables).words) ?? ["error"]
            #expect(result == expected.map(String.init), "\(line)")
        }
        #expect(count == 24)
    }
}

extension Substring {
    fileprivate var trimmed: String {
        let start = drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
