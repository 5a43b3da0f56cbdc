/// Tells by a node's name which readers want it: a table look-up for whole names, first and last bytes for the others.
struct LandmarkTable {
    private struct Affix {
        var text: [UInt8]
        var reader: Int
    }

    private var names: [String: [Int]] = [:]
    private var beginnings: [[Affix]] = Array(repeating: [], count: 256)
    private var endings: [[Affix]] = Array(repeating: [], count: 256)

    init(_ readers: [any Surveying.Type]) {
        for (reader, type) in readers.enumerated() {
            for landmark in type.landmarks {
                switch landmark {
                case .name(let name): names[name, default: []].append(reader)
                case .beginning(let text):
                    guard let first = text.utf8.first else { continue }
                    beginnings[Int(first)].append(Affix(text: Array(text.utf8), reader: reader))
                case .ending(let text):
                    guard let last = text.utf8.last else { continue }
                    endings[Int(last)].append(Affix(text: Array(text.utf8), reader: reader))
                }
            }
        }
    }

    /// Calls `body` with each reader that wants this name, once for each of its landmarks that fits.
    func forEachReader(of name: String, _ body: (Int) -> Void) {
        if let readers = names[name] { readers.forEach(body) }
        let bytes = name.utf8
        guard let first = bytes.first, let last = bytes.last else { return }
        for affix in beginnings[Int(first)] where bytes.starts(with: affix.text) { body(affix.reader) }
        for affix in endings[Int(last)]
        where bytes.count > affix.text.count && bytes.suffix(affix.text.count).elementsEqual(affix.text) {
            body(affix.reader)
        }
    }
}
