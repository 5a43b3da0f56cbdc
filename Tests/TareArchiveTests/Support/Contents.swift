/// Contents that packers treat in different ways.
enum Contents: String, CaseIterable {
    case empty, one, text, noise, zeros, mixed

    var bytes: [UInt8] {
        var generator = SeededGenerator(seed: 7)
        switch self {
        case .empty: return []
        case .one: return [0x41]
        case .text: return Self.text(400_000)
        case .noise: return generator.bytes(300_000)
        case .zeros: return [UInt8](repeating: 0, count: 3 << 20)
        // Of every kind by turns, so that blocks of every kind follow one another; a multiple of the output buffer.
        case .mixed:
            var bytes: [UInt8] = []
            while bytes.count < 1 << 20 {
                bytes += generator.bytes(30_000) + [UInt8](repeating: 7, count: 50_000) + Self.text(40_000)
            }
            return Array(bytes[..<(1 << 20)])
        }
    }

    private static func text(_ count: Int) -> [UInt8] {
        var text: [UInt8] = []
        var number: UInt64 = 1
        while text.count < count {
            number = number &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            text.append(contentsOf: "line \(number >> 50) of a package list\n".utf8)
        }
        return Array(text[..<count])
    }
}
