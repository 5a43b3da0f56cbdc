/// A SHA-256 value as control files write it.
enum SHA256Text {
    /// The value in lower case; `nil` unless it has 64 hexadecimal digits.
    static func parse(_ bytes: ArraySlice<UInt8>) -> String? {
        hexadecimal(bytes, digits: 64)
    }
}

/// An MD5 value as control files write it.
enum MD5Text {
    static func parse(_ bytes: ArraySlice<UInt8>) -> String? {
        hexadecimal(bytes, digits: 32)
    }
}

private func hexadecimal(_ bytes: ArraySlice<UInt8>, digits: Int) -> String? {
    guard bytes.count == digits, bytes.allSatisfy({ $0.isASCIIDigit || $0.lowercased &- UInt8(ascii: "a") < 6 }) else {
        return nil
    }
    return String(decoding: bytes.map(\.lowercased), as: UTF8.self)
}

/// A number as control files write it.
enum DecimalText {
    /// `nil` unless the bytes are decimal digits of a 64-bit number.
    static func parse(_ bytes: ArraySlice<UInt8>) -> UInt64? {
        guard !bytes.isEmpty, bytes.count <= 20 else { return nil }
        var value: UInt64 = 0
        for byte in bytes {
            guard byte.isASCIIDigit else { return nil }
            let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tenfold.addingReportingOverflow(UInt64(byte - UInt8(ascii: "0")))
            guard !overflow, !carry else { return nil }
            value = sum
        }
        return value
    }
}
