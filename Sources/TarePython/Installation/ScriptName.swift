/// The rules for the names of scripts: one file in the scripts folder, and none that an interpreter goes by.
enum ScriptName {
    /// What is wrong with a name, if anything.
    static func problem(_ name: String) -> String? {
        if name.isEmpty || name == "." || name == ".." { return "has no file name" }
        if name.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }) {
            return "would lie outside the scripts folder"
        }
        if name.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) { return "has a character that cannot be shown" }
        if name.utf8.count > 255 { return "has a name longer than 255 bytes" }
        return isReserved(name) ? "would take an interpreter's place" : nil
    }

    private static let interpreters: Set<String> = [
        "python", "pythonw", "python3", "graalpy", "pypy", "pypy2", "pypy3",
    ]

    /// `python`, `python3.12`, `python3.13t`, `pypy3` and their like, in any case, with `.exe` or `.py` behind.
    private static func isReserved(_ name: String) -> Bool {
        var name = name.lowercased()[...]
        if name.hasSuffix(".exe") { name = name.dropLast(4) }
        if name.hasSuffix(".py") { name = name.dropLast(3) }
        if interpreters.contains(String(name)) { return true }
        for prefix in ["python3.", "pythonw3."] where name.hasPrefix(prefix) {
            let minor = name.dropFirst(prefix.count)
            if prefix == "python3.", UInt8(minor) != nil { return true }
            if minor.hasSuffix("t"), UInt8(minor.dropLast()) != nil { return true }
        }
        return false
    }
}
