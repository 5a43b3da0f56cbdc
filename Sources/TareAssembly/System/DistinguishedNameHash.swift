internal import Crypto

/// The name under which OpenSSL looks for a certificate in a folder: a hash of its subject, `X509_NAME_hash`.
///
/// The first four bytes, little-endian, of SHA-1 over the subject in canonical form (openssl-rehash(1),
/// `x509_name_canon`): each attribute's text as UTF-8 in lower case, without blanks at its ends and with single ones in it.
enum DistinguishedNameHash {
    /// Eight hexadecimal digits; `nil` where the bytes are no X.509 certificate.
    static func of(certificate der: [UInt8]) -> String? {
        var outer = DERReader(der[...])
        guard var certificate = outer.next(0x30).map({ DERReader($0.content) }),
            var body = certificate.next(0x30).map({ DERReader($0.content) })
        else { return nil }
        // version [0] (optional), serialNumber, signature, issuer, validity, subject: RFC 5280 §4.1.
        _ = body.next(0xA0)
        guard body.next(0x02) != nil, body.next(0x30) != nil, body.next(0x30) != nil, body.next(0x30) != nil,
            let subject = body.next(0x30), let canonical = canonicalName(subject.content)
        else { return nil }
        let hash = Array(Insecure.SHA1.hash(data: canonical).prefix(4).reversed())
        return HexText.of(hash)
    }

    /// The sets of the name in canonical form, without the sequence around them.
    private static func canonicalName(_ name: ArraySlice<UInt8>) -> [UInt8]? {
        var reader = DERReader(name)
        var canonical: [UInt8] = []
        while !reader.isAtEnd {
            guard var set = reader.next(0x31).map({ DERReader($0.content) }) else { return nil }
            var attributes: [[UInt8]] = []
            while !set.isAtEnd {
                guard var attribute = set.next(0x30).map({ DERReader($0.content) }), let type = attribute.next(0x06),
                    let value = attribute.next()
                else { return nil }
                attributes.append(DERReader.encode(0x30, type.encoding + canonicalValue(value)))
            }
            // DER orders a set by its elements' encodings (X.690 §11.6).
            canonical += DERReader.encode(0x31, attributes.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 })
        }
        return canonical
    }

    private static func canonicalValue(_ value: DERReader.Element) -> [UInt8] {
        var text: [UInt8]
        switch value.tag {
        // UTF8String, PrintableString, IA5String and VisibleString of ASCII are UTF-8 as they stand.
        case 0x0C, 0x13, 0x16, 0x1A: text = Array(value.content)
        // T61String is read as Latin-1, as OpenSSL does.
        case 0x14: text = value.content.flatMap { Array(String(UnicodeScalar($0)).utf8) }
        case 0x1E:
            let bytes = Array(value.content)
            let units = stride(from: 0, to: bytes.count - bytes.count % 2, by: 2).map {
                UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
            }
            text = Array(String(decoding: units, as: UTF16.self).utf8)
        // UniversalString: four bytes a character.
        case 0x1C:
            let bytes = Array(value.content)
            let scalars = stride(from: 0, to: bytes.count - bytes.count % 4, by: 4).map { place in
                bytes[place..<(place + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            }
            text = scalars.compactMap(UnicodeScalar.init).flatMap { Array(String($0).utf8) }
        default: return value.encoding
        }
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        while let last = text.last, isBlank(last) { text.removeLast() }
        var canonical: [UInt8] = []
        for byte in text.drop(while: isBlank) {
            if isBlank(byte) {
                if canonical.last != 0x20 { canonical.append(0x20) }
            } else {
                canonical.append(byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte)
            }
        }
        return DERReader.encode(0x0C, canonical)
    }
}

/// Reads elements of DER (X.690 §8.1) one after the other; tags of one byte, lengths to 16 MiB.
struct DERReader {
    struct Element {
        var tag: UInt8
        var content: ArraySlice<UInt8>
        /// Tag, length and content as they stand.
        var encoding: [UInt8]
    }

    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var isAtEnd: Bool { rest.isEmpty }

    /// The next element, if it has the tag; otherwise the reader stays where it is.
    mutating func next(_ tag: UInt8? = nil) -> Element? {
        guard let first = rest.first, tag == nil || first == tag, first & 0x1F != 0x1F else { return nil }
        var body = rest.dropFirst()
        guard let lead = body.popFirst() else { return nil }
        var length = Int(lead)
        if lead >= 0x80 {
            let count = Int(lead & 0x7F)
            guard (1...3).contains(count), body.count >= count else { return nil }
            length = body.prefix(count).reduce(0) { $0 << 8 | Int($1) }
            body = body.dropFirst(count)
        }
        guard body.count >= length else { return nil }
        let end = body.startIndex + length
        let element = Element(tag: first, content: body[..<end], encoding: Array(rest[..<end]))
        rest = body[end...]
        return element
    }

    static func encode(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        if content.count < 0x80 { return [tag, UInt8(content.count)] + content }
        var length: [UInt8] = []
        var count = content.count
        while count > 0 {
            length.insert(UInt8(truncatingIfNeeded: count), at: 0)
            count >>= 8
        }
        return [tag, 0x80 | UInt8(length.count)] + length + content
    }
}
