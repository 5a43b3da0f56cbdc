/// SplitMix64: the same numbers for the same seed on every machine.
struct TextGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// Up to `limit` of the pieces in a row.
    mutating func sentence(of pieces: [String], limit: Int) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...limit, using: &self) { text += pieces.randomElement(using: &self) ?? "" }
        return text
    }

    /// Bytes of any value, as a text that repairs what is no UTF-8.
    mutating func noise(limit: Int) -> String {
        let bytes = (0..<Int.random(in: 0...limit, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A text with some of its bytes changed, removed or repeated.
    mutating func mutated(_ text: String) -> String {
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 1...2, using: &self) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &self)
            switch Int.random(in: 0..<4, using: &self) {
            case 0: bytes[place] = UInt8.random(in: 0x20...0x7E, using: &self)
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(contentsOf: bytes[place..<min(place + 6, bytes.count)], at: place)
            default: bytes.insert(Array(".-_+!* '\"();,@".utf8).randomElement(using: &self) ?? 0, at: place)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
