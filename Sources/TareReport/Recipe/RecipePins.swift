public import TareOCI

/// The digests that a Dockerfile pins its images to.
public enum RecipePins {
    static func pinned(_ image: String, _ digest: Digest?) -> String {
        digest.map { "\(image)@\($0)" } ?? image
    }

    /// Digests by the name they stand behind, of a Dockerfile's `FROM` lines: what is on disk and may be kept.
    public static func digests(in text: [UInt8]) -> [String: Digest] {
        var found: [String: Digest] = [:]
        for line in text.split(separator: UInt8(ascii: "\n")) {
            let words = line.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == 0x0D }
            guard words.count >= 2, words[0].elementsEqual("FROM".utf8) else { continue }
            let parts = String(decoding: words[1], as: UTF8.self).split(separator: "@", maxSplits: 1)
            guard parts.count == 2, let digest = Digest(parts[1]) else { continue }
            found[String(parts[0])] = digest
        }
        return found
    }
}
