/// The codes of deflate (RFC 1951 §3.2.5 and §3.2.6).
enum DeflateTables {
    static let endOfBlock = 256
    static let literalCodes = 286
    static let distanceCodes = 30
    static let minimumMatch = 4
    static let maximumMatch = 258
    static let windowBytes = 32 << 10

    private static let lengthBases: [Int] = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    static let lengthExtraBits: [UInt8] = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distanceBases: [Int] = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193, 12289, 16385, 24577,
    ]
    static let distanceExtraBits: [UInt8] = [
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
    ]
    /// The order in which the lengths of the code length codes are written.
    static let codeLengthOrder: [Int] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    static func lengthBase(_ code: Int) -> Int { lengthBases[code] }
    static func distanceBase(_ code: Int) -> Int { distanceBases[code] }

    /// The code of a match's length, from 0 for symbol 257, by the length less 3.
    static let codeOfLength: [UInt8] = {
        var codes = [UInt8](repeating: 0, count: 256)
        for (code, base) in lengthBases.enumerated() {
            for length in (base - 3)..<256 { codes[length] = UInt8(code) }
        }
        return codes
    }()

    /// Of distances up to 256 by the distance less 1; beyond, from entry 256, by its bits above the seventh.
    static let codeOfDistance: [UInt8] = {
        var codes = [UInt8](repeating: 0, count: 512)
        for (code, base) in distanceBases.enumerated() {
            if base <= 256 { for distance in (base - 1)..<256 { codes[distance] = UInt8(code) } }
            for high in ((base - 1) >> 7)..<256 where base > 256 { codes[256 + high] = UInt8(code) }
        }
        return codes
    }()

    /// Lengths of the fixed code.
    static let fixedLiteralLengths: [UInt8] = (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }
    static let fixedDistanceLengths = [UInt8](repeating: 5, count: 30)
}
