/// Why a flag's value cannot be read.
struct ValueError: Error, Hashable {
    var message: String
}

/// The comma-separated fields of one line, as Go's `csvvalue` reads them.
enum CSVFields {
    static func parse(_ line: String) throws(ValueError) -> [String] {
        var bytes = Array(line.utf8)
        if bytes.last == 0x0A {
            bytes.removeLast()
            if bytes.last == 0x0D { bytes.removeLast() }
        }
        guard !bytes.isEmpty else { throw ValueError(message: "EOF") }
        guard bytes.contains(0x22) else {
            return bytes.split(separator: 0x2C, omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        var fields: [String] = []
        var place = 0
        while true {
            guard place < bytes.count, bytes[place] == 0x22 else {
                let end = bytes[place...].firstIndex(of: 0x2C) ?? bytes.count
                if let quote = bytes[place..<end].firstIndex(of: 0x22) {
                    throw failure(quote, "bare \" in non-quoted-field")
                }
                fields.append(String(decoding: bytes[place..<end], as: UTF8.self))
                if end == bytes.count { return fields }
                place = end + 1
                continue
            }
            var field: [UInt8] = []
            place += 1
            while true {
                guard let quote = bytes[place...].firstIndex(of: 0x22) else {
                    throw failure(place, "extraneous or missing \" in quoted-field")
                }
                field.append(contentsOf: bytes[place..<quote])
                place = quote + 1
                guard place < bytes.count else {
                    fields.append(String(decoding: field, as: UTF8.self))
                    return fields
                }
                if bytes[place] == 0x22 {
                    field.append(0x22)
                    place += 1
                } else if bytes[place] == 0x2C {
                    fields.append(String(decoding: field, as: UTF8.self))
                    place += 1
                    break
                } else {
                    throw failure(place - 1, "extraneous or missing \" in quoted-field")
                }
            }
        }
    }

    private static func failure(_ place: Int, _ message: String) -> ValueError {
        ValueError(message: "parse error on line 1, column \(place + 1): \(message)")
    }
}

extension String {
    /// What stands before and behind the first such character.
    func cut(at sign: Unicode.Scalar) -> (before: String, behind: String)? {
        guard let place = utf8.firstIndex(of: UInt8(ascii: sign)) else { return nil }
        return (String(self[..<place]), String(self[utf8.index(after: place)...]))
    }
}
