import TareDockerfile
import Testing

/// `frontend/dockerfile/parser/testfiles` of moby/buildkit.
@Suite("BuildKit's corpus", .enabled(if: Vectors.areThere))
struct CorpusTests {
    @Test("gives BuildKit's trees", arguments: Vectors.names(in: "testfiles"))
    func trees(name: String) throws {
        let file = Dockerfile(try Vectors.bytes("testfiles/\(name)/Dockerfile"))
        #expect(file.dumped == (try Vectors.text("testfiles/\(name)/result")))
        #expect(file.problems.isEmpty)
        #expect(file.printed() == file.source)
    }

    @Test("is refused where BuildKit refuses", arguments: Vectors.names(in: "testfiles-negative"))
    func refusals(name: String) throws {
        let source = try Vectors.bytes("testfiles-negative/\(name)/Dockerfile")
        let expected = [
            "empty_dockerfile": "file with no instructions", "only_comments": "file with no instructions",
            "env_no_value": "ENV must have two arguments",
            "shykes-nested-json": "when using JSON array syntax, arrays must be comprised of strings only",
        ]
        #expect(Dockerfile(source).problems.map(\.message) == [try #require(expected[name])])
    }

    @Test("is whole") func count() {
        #expect(Vectors.names(in: "testfiles").count == 33)
        #expect(Vectors.names(in: "testfiles-negative").count == 4)
    }

    @Test("gives BuildKit's line numbers") func lines() throws {
        let file = Dockerfile(try Vectors.bytes("testfile-line/Dockerfile"))
        #expect(file.instructions.map { file.lines(of: $0) } == [5...5, 11...12, 17...31])
    }
}
