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

    /// A text with a few of its bytes changed, removed, repeated, or replaced by what parsers stumble over.
    mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...8, using: &self) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &self)
            switch Int.random(in: 0..<7, using: &self) {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
            case 1: bytes[place] = UInt8.random(in: 0...255, using: &self)
            case 2: bytes[place] = [0, 0x0A, 0x3A, 0x20, 0x7F, 0xFF, 0x80, 0x22].randomElement(using: &self) ?? 0
            case 3: bytes.removeSubrange(place..<min(place + Int.random(in: 1...40, using: &self), bytes.count))
            case 4: bytes.insert(contentsOf: bytes[place..<min(place + 60, bytes.count)], at: place)
            case 5: bytes.removeLast(min(Int.random(in: 1...20, using: &self), bytes.count))
            default:
                for index in place..<min(place + 4, bytes.count) { bytes[index] = 0xFF }
            }
        }
        return bytes
    }
}
