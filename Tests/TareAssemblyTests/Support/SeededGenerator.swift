/// SplitMix64: the same numbers for the same seed on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<max(bound, 1), using: &self) }

    /// Bytes of these, so that what a parser looks for comes up often.
    mutating func bytes(_ count: Int, of alphabet: String) -> [UInt8] {
        let letters = Array(alphabet.utf8)
        return (0..<count).map { _ in letters[below(letters.count)] }
    }

    /// Bytes with a few of them changed, removed, repeated, or replaced by what parsers stumble over.
    mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...8, using: &self) where !bytes.isEmpty {
            let place = below(bytes.count)
            switch below(6) {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
            case 1: bytes[place] = UInt8.random(in: 0...255, using: &self)
            case 2: bytes[place] = [0, 0x0A, 0x3A, 0x20, 0x2D, 0xFF, 0x0D, 0x23].randomElement(using: &self) ?? 0
            case 3: bytes.removeSubrange(place..<min(place + 1 + below(40), bytes.count))
            case 4: bytes.insert(contentsOf: bytes[place..<min(place + 60, bytes.count)], at: place)
            default: bytes.removeLast(min(1 + below(20), bytes.count))
            }
        }
        return bytes
    }
}
