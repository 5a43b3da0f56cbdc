import Testing

@testable import TarePython

@Suite("The order of versions", .enabled(if: PackagingVectors.has("versions/pypi-versions.txt")))
struct VersionOrderTests {
    /// `a < b`, `a = b` or `a > b`.
    private func pairs(_ name: String) throws -> [(left: String, sign: String, right: String)] {
        try PackagingVectors.lines(of: "versions/" + name).compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 3, !line.hasPrefix("//") else { return nil }
            return (words[0], words[1], words[2])
        }
    }

    /// Whether a line cannot apply: one of its versions is of before PEP 440 (`0.9-ivysaur`, `0.7.11p1`), which no
    /// installer takes any more. That we refuse no others, `VersionAgreementTests` holds against packaging.
    private func isLegacy(_ text: String) -> Bool { (try? PEP440Version(text)) == nil }

    @Test(arguments: [("pypi-versions.txt", 37, 11), ("pypi-versions-generated.txt", 12_375, 69)])
    func `osv-scalibr's pairs hold`(file: String, count: Int, skips: Int) throws {
        let pairs = try pairs(file)
        var skipped: [String] = []
        for (left, sign, right) in pairs {
            if isLegacy(left) || isLegacy(right) {
                skipped.append("\(left) \(sign) \(right)")
                continue
            }
            let (a, b) = (try PEP440Version(left), try PEP440Version(right))
            switch sign {
            case "<": #expect(a < b, "\(left) < \(right)")
            case ">": #expect(a > b, "\(left) > \(right)")
            default: #expect(a == b && a.hashValue == b.hashValue, "\(left) = \(right)")
            }
        }
        #expect(pairs.count == count)
        #expect(skipped.count == skips, "\(skipped)")
    }
}
