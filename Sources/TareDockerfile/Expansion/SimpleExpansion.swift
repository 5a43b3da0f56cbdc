/// The usual words, without a walk over their scalars: plain text with `$name` and `${name}` in it.
enum SimpleExpansion {
    /// Nil for words with anything else that counts: quotes, escapes, operators, `<`, characters above ASCII.
    static func expand(_ word: String, _ variables: [String: String], keepsUnset: Bool) -> Expansion? {
        word.utf8.withContiguousStorageIfAvailable { bytes -> Expansion? in
            guard bytes.allSatisfy(isSimple) else { return nil }
            var expansion = Expansion(text: "", words: [], matched: [], unmatched: [])
            var place = 0
            while place < bytes.count {
                let sign = bytes[place...].firstIndex(of: 0x24) ?? bytes.count
                expansion.text += String(decoding: bytes[place..<sign], as: UTF8.self)
                guard sign < bytes.count else { break }
                guard let (name, end) = variable(bytes, sign), expansion.text.utf8.count < WordExpander.mostBytes else {
                    return nil
                }
                let text = String(decoding: bytes[name], as: UTF8.self)
                if let value = variables[text] {
                    expansion.matched.insert(text)
                    expansion.text += value
                } else {
                    expansion.unmatched.insert(text)
                    if keepsUnset { expansion.text += String(decoding: bytes[sign..<end], as: UTF8.self) }
                }
                place = end
            }
            return expansion.text.utf8.count < WordExpander.mostBytes ? expansion : nil
        } ?? nil
    }

    /// Whatever the escape character is.
    private static func isSimple(_ byte: UInt8) -> Bool {
        byte < 0x80 && byte != 0x27 && byte != 0x22 && byte != 0x5C && byte != 0x60 && byte != 0x3C
    }

    /// The name behind a sign, and where the whole ends.
    private static func variable(_ bytes: UnsafeBufferPointer<UInt8>, _ sign: Int) -> (name: Range<Int>, end: Int)? {
        var start = sign + 1
        let isBraced = start < bytes.count && bytes[start] == 0x7B
        if isBraced { start += 1 }
        var end = start
        guard start < bytes.count, bytes[start].isNameStart else { return nil }
        while end < bytes.count, bytes[end].isNameByte { end += 1 }
        guard isBraced else { return (start..<end, end) }
        return end < bytes.count && bytes[end] == 0x7D ? (start..<end, end + 1) : nil
    }
}
