internal import FoundationEssentials

/// A JSON document that is written the same way every time: keys sorted, no white space, slashes as they are.
///
/// Content addressing needs one spelling: the same value has the same digest on every machine.
public protocol CanonicalDocument: Encodable {}

extension CanonicalDocument {
    public func canonicalJSON() throws(OCIError) -> [UInt8] { try JSONDocument.encode(self) }
}

extension ImageManifest: CanonicalDocument {}
extension ImageIndex: CanonicalDocument {}
extension ImageConfig: CanonicalDocument {}

enum JSONDocument {
    static func encode(_ value: some Encodable) throws(OCIError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(value))
        } catch {
            throw .encodingFailed(detail: "\(error)")
        }
    }

    /// Decodes a document whose size was checked; unknown fields are ignored.
    static func decode<Value: Decodable>(_ document: String, _ bytes: [UInt8]) throws(OCIError) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(bytes))
        } catch let error as DecodingError {
            throw malformed(document, error)
        } catch {
            throw .malformed(document: document, path: "", detail: "it is not JSON")
        }
    }

    private static func malformed(_ document: String, _ error: DecodingError) -> OCIError {
        switch error {
        case .typeMismatch(_, let context):
            .malformed(
                document: document, path: path(context.codingPath), detail: "a value of another type is expected")
        case .valueNotFound(_, let context):
            .malformed(document: document, path: path(context.codingPath), detail: "a value is missing")
        case .keyNotFound(let key, let context):
            .malformed(document: document, path: path(context.codingPath), detail: "'\(key.stringValue)' is missing")
        case .dataCorrupted(let context):
            .malformed(
                document: document, path: path(context.codingPath),
                detail: context.codingPath.isEmpty ? "it is not JSON" : context.debugDescription)
        @unknown default: .malformed(document: document, path: "", detail: "it cannot be decoded")
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.reduce("$") { path, key in key.intValue.map { "\(path)[\($0)]" } ?? "\(path).\(key.stringValue)" }
    }
}
