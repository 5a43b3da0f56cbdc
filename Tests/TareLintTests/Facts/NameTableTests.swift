import Testing

@testable import TareLint

@Suite("A table of names") struct NameTableTests {
    @Test func `finds what a dictionary finds, and nothing else`() {
        let names = ["", "a", "apt-get", "exactly-sixteen.", "seventeen-letters", "null\0", "\0", "é", "unzip"]
        let table = NameTable(names.enumerated().map { ($0.element, $0.offset) })
        let known = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) })
        for name in names + ["b", "apt", "apt-get ", "exactly-sixteen", "seventeen-letter", "null", "\0\0", "e", "ün"] {
            #expect(table[name] == known[name], "\(name)")
            #expect(table["/x/\(name)".dropFirst(3)] == known[name], "\(name)")
        }
    }

    @Test func `keeps the first of equal names`() {
        #expect(NameTable([("a", 1), ("a", 2)])["a"] == 1)
        #expect(NameTable([("seventeen-letters", 1), ("seventeen-letters", 2)])["seventeen-letters"] == 1)
    }

    @Test func `holds a thousand`() {
        let table = NameTable((0..<1_000).map { ("name-\($0)", $0) })
        for number in 0..<1_000 { #expect(table["name-\(number)"] == number) }
        #expect(table["name-1000"] == nil)
    }

    @Test func `is a set with the operations of one`() {
        let set: NameSet = ["sh", "bash"]
        #expect(set.contains("sh") && !set.contains("ash"))
        #expect(set.union(["ash"]).contains("ash") && !set.subtracting(["sh"]).contains("sh"))
        #expect(!NameSet.none.contains(""))
    }
}
