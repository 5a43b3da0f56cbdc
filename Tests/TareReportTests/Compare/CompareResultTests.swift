import Foundation
import TareSelection
import Testing

@testable import TareReport

/// The JSON of `tare.compare/1`, held to the design.
@Suite struct CompareResultTests {
    private func object(_ result: CompareResult) throws -> [String: Any] {
        let data = Data(try JSONReport.text(result).utf8)
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    @Test func `it has the design's keys, all of them always`() throws {
        for ids in [nil, ["chainguard"], ["alpine", "slim-bookworm"]] as [Set<String>?] {
            let root = try object(try Sample.result(only: ids))
            #expect(root.keys.sorted() == ["candidates", "project", "recommendation", "schema"])
            #expect(root["schema"] as? String == "tare.compare/1")
            let project = try #require(root["project"] as? [String: Any])
            #expect(project.keys.sorted() == ["application", "lock", "name", "packages", "requiresPython"])
            for candidate in try #require(root["candidates"] as? [[String: Any]]) {
                // `sources` is what the design's "stated with source and date" needs.
                #expect(
                    candidate.keys.sorted() == [
                        "cons", "digest", "evidence", "id", "libc", "observed", "os", "packageManager", "platform",
                        "proof", "pros", "python", "reference", "run", "scores", "shell", "size", "sources",
                        "stars", "supportEnds", "user", "vulnerabilities", "wheels",
                    ])
                let size = try #require(candidate["size"] as? [String: Any])
                #expect(
                    size.keys.sorted() == [
                        "addedCompressed", "addedUncompressed", "baseCompressed", "baseUncompressed",
                        "totalCompressed", "totalUncompressed",
                    ])
                let scores = try #require(candidate["scores"] as? [String: Any])
                #expect(scores.keys.sorted() == ["debug", "production", "security", "size"])
                let proof = try #require(candidate["proof"] as? [String: Any])
                #expect(proof.keys.sorted() == ["checks", "status"])
                if let wheels = candidate["wheels"] as? [String: Any] {
                    #expect(wheels.keys.sorted() == ["blocked", "bytes", "chosen", "needBuild"])
                }
                if let found = candidate["vulnerabilities"] as? [String: Any] {
                    #expect(
                        found.keys.sorted() == [
                            "critical", "databaseTime", "fixable", "high", "low", "medium", "unknown",
                        ])
                }
            }
            let recommendation = try #require(root["recommendation"] as? [String: Any])
            #expect(
                recommendation.keys.sorted() == [
                    "because", "id", "profile", "rejected", "runnerUp", "wouldChangeIf",
                ])
        }
    }

    @Test func `what was not measured is null, never 0`() throws {
        let root = try object(try Sample.result(only: ["chainguard"]))
        let candidate = try #require((root["candidates"] as? [[String: Any]])?.first)
        for key in ["digest", "libc", "observed", "os", "python", "shell", "supportEnds", "vulnerabilities", "wheels"] {
            #expect(candidate[key] is NSNull, "\(key)")
        }
        let size = try #require(candidate["size"] as? [String: Any])
        #expect(size.values.allSatisfy { $0 is NSNull })
        #expect((root["recommendation"] as? [String: Any])?["id"] is NSNull)
    }

    @Test func `a result is read back as it was written`() throws {
        for profile in Profile.allCases {
            let result = try Sample.result(profile)
            let data = Data(try JSONReport.text(result).utf8)
            #expect(try JSONDecoder().decode(CompareResult.self, from: data) == result)
        }
    }

    @Test func `a total needs both of its parts, and does not overflow`() {
        #expect(CompareResult.Size(baseCompressed: 1, addedCompressed: 2).totalCompressed == 3)
        #expect(CompareResult.Size(baseCompressed: 1).totalCompressed == nil)
        #expect(CompareResult.Size(addedUncompressed: 1).totalUncompressed == nil)
        #expect(CompareResult.Size(baseCompressed: .max, addedCompressed: 1).totalCompressed == nil)
    }
}
