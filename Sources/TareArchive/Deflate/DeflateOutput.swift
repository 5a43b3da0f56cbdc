/// Bits in deflate's order (RFC 1951 §3.1.1), the first lowest.
struct DeflateOutput {
    private(set) var bytes: [UInt8] = []
    private var held: UInt64 = 0
    private var bits: UInt64 = 0

    init(reserving count: Int) { bytes.reserveCapacity(count) }

    /// At most 32 bits.
    mutating func put(_ value: Int, _ count: Int) {
        held |= UInt64(truncatingIfNeeded: value) << bits
        bits += UInt64(count)
        while bits >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: held))
            held >>= 8
            bits -= 8
        }
    }

    /// Fills the last byte with zeros.
    mutating func align() { if bits > 0 { put(0, Int(8 - bits)) } }

    mutating func append(_ more: UnsafeRawBufferPointer) { bytes.append(contentsOf: more) }
}
