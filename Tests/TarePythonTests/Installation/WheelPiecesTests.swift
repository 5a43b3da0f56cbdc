import Testing

@testable import TarePython

struct WheelPiecesTests {
    @Test func `pieces in any order are the file`() throws {
        let file = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 3) }
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            var pieces = WheelPieces(size: 1000)
            var known = Set<Int>()
            for _ in 0..<Int.random(in: 0..<12, using: &random) {
                let start = Int.random(in: 0..<1000, using: &random)
                let end = min(1000, start + Int.random(in: 0..<300, using: &random))
                pieces.add(Array(file[start..<end]), at: UInt64(start))
                known.formUnion(start..<end)
            }
            #expect(pieces.count == known.count)
            #expect(zip(pieces.pieces, pieces.pieces.dropFirst()).allSatisfy { $0.end < $1.offset })
            for _ in 0..<30 {
                let start = Int.random(in: 0..<1000, using: &random)
                let end = min(1000, start + Int.random(in: 1..<200, using: &random))
                let bytes = pieces.bytes(in: UInt64(start)..<UInt64(end))
                #expect((bytes != nil) == known.isSuperset(of: start..<end))
                if let bytes { #expect(bytes.elementsEqual(file[start..<end])) }
            }
            #expect(WheelPieces(encoded: pieces.encoded()) == pieces)
        }
    }

    @Test func `what lies outside the file is not taken`() {
        var pieces = WheelPieces(size: 10)
        pieces.add([1, 2, 3], at: 8)
        pieces.add([1], at: .max)
        #expect(pieces.pieces.isEmpty)
        #expect(pieces.bytes(in: 0..<1) == nil)
    }

    @Test func `a damaged kept form is none`() {
        var pieces = WheelPieces(size: 100)
        pieces.add([1, 2, 3], at: 8)
        pieces.add([4, 5], at: 50)
        let kept = pieces.encoded()
        for end in 0..<kept.count { #expect(WheelPieces(encoded: Array(kept[..<end])) != pieces) }
        #expect(WheelPieces(encoded: []) == nil)
        for place in [0, 1, 9, 17, 27] {
            var damaged = kept
            damaged[place] ^= 0x80
            #expect(WheelPieces(encoded: damaged) != pieces)
        }
    }
}
