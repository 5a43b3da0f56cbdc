/// Where a distribution that comes from no index was taken from: `direct_url.json` (direct URL data structure
/// specification), written as uv writes it.
public enum DirectURL: Sendable, Hashable {
    /// A wheel or source archive. `sha256` in hexadecimal.
    case archive(url: String, sha256: String? = nil, subdirectory: String? = nil)
    case git(url: String, commit: String?, requestedRevision: String? = nil, subdirectory: String? = nil)
    case folder(url: String, isEditable: Bool = false)

    /// The file's content.
    public var bytes: [UInt8] {
        var fields: [String] = []
        switch self {
        case .archive(let url, let sha256, let subdirectory):
            let hashes = sha256.map {
                #""hash":"sha256=\#(Self.escaped($0))","hashes":{"sha256":"\#(Self.escaped($0))"}"#
            }
            fields = [Self.field("url", url), "\"archive_info\":{\(hashes ?? "")}"]
            if let subdirectory { fields.append(Self.field("subdirectory", subdirectory)) }
        case .git(let url, let commit, let revision, let subdirectory):
            var info = [Self.field("vcs", "git")]
            if let commit { info.append(Self.field("commit_id", commit)) }
            if let revision { info.append(Self.field("requested_revision", revision)) }
            fields = [Self.field("url", url), "\"vcs_info\":{\(info.joined(separator: ","))}"]
            if let subdirectory { fields.append(Self.field("subdirectory", subdirectory)) }
        case .folder(let url, let isEditable):
            fields = [Self.field("url", url), "\"dir_info\":{\(isEditable ? "\"editable\":true" : "")}"]
        }
        return Array("{\(fields.joined(separator: ","))}".utf8)
    }

    private static func field(_ name: String, _ value: String) -> String { "\"\(name)\":\"\(escaped(value))\"" }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{8}": result += "\\b"
            case "\u{C}": result += "\\f"
            case "\u{0}"..<"\u{20}":
                result += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
