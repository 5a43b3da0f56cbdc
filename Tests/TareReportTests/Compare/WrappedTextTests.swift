import Testing

@testable import TareReport

@Suite struct WrappedTextTests {
    @Test func `text is broken at spaces and indented`() {
        #expect(
            WrappedText.lines("one two three four five six", width: 24, indent: 2, mark: "1. ") == [
                "  1. one two three four", "     five six",
            ])
        #expect(WrappedText.lines("", width: 10, indent: 2) == ["  "])
    }

    @Test func `text without spaces is broken by columns, and words of ASCII stay whole`() {
        #expect(
            WrappedText.lines("没有适用的基础镜像可以推荐给生产环境", width: 20, indent: 0, hanging: 2) == [
                "没有适用的基础镜像可", "  以推荐给生产环境",
            ])
        let path = "https://example.com/a/very/long/path/that/fits/nowhere"
        #expect(WrappedText.lines("see " + path, width: 20, indent: 0).contains { $0.contains(path) })
    }

    @Test func `no word is lost, whatever the width`() {
        let text = "starts: every check passes, and 61 包都有 wheel 没有适用的基础镜像 /usr/bin/python3.12"
        for width in 1...90 {
            let lines = WrappedText.lines(text, width: width, indent: 1, hanging: 2)
            let joined = lines.joined().split(separator: " ").joined()
            #expect(joined == text.split(separator: " ").joined())
        }
    }
}
