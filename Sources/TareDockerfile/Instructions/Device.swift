/// `--device=name[,required]` of a `RUN`.
public struct Device: Hashable, Sendable {
    public var name: String
    public var isRequired: Bool

    /// `ParseDevice`.
    init(_ text: String) throws(ValueError) {
        (name, isRequired) = ("", false)
        let fields: [String]
        do { fields = try CSVFields.parse(text) } catch {
            throw ValueError(message: "failed to parse csv devices: \(error.message)")
        }
        for field in fields {
            guard let (key, value) = field.cut(at: "=") else {
                if field.lowercased() == "required" {
                    isRequired = true
                } else if name.isEmpty {
                    name = field
                } else {
                    throw ValueError(message: "invalid field '\(field)' must be a key=value pair")
                }
                continue
            }
            switch key.lowercased() {
            case "name":
                guard name.isEmpty else { throw ValueError(message: "device name already set to \(name)") }
                name = value
            case "required":
                guard let flag = value.goBool else {
                    throw ValueError(message: "invalid value for \(key.lowercased()): \(value)")
                }
                isRequired = flag
            default:
                guard name.isEmpty else {
                    throw ValueError(message: "unexpected key '\(key.lowercased())' in '\(field)'")
                }
                name = field
            }
        }
    }
}

extension String {
    /// `strconv.ParseBool`.
    var goBool: Bool? {
        switch self {
        case "1", "t", "T", "true", "TRUE", "True": true
        case "0", "f", "F", "false", "FALSE", "False": false
        default: nil
        }
    }
}
