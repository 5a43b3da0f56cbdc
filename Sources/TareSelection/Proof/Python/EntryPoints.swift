internal import TareInventory
internal import TareOCI

/// Console scripts of installed distributions (PyPA, "Entry points specification").
struct EntryPoints {
    private let boot: Boot

    init(_ boot: Boot) { self.boot = boot }

    /// The module that a script imports, of a distribution that the Python can import; `nil` where none says so.
    func module(of script: String, for runtime: PythonRuntime) -> String? {
        for folder in runtime.modulePath.folders where folder.origin == .site || folder.origin == .variable {
            guard let directory = boot.tree.node(at: folder.path) else { continue }
            for child in boot.tree.children(of: directory) where boot.tree.name(of: child).hasSuffix(".dist-info") {
                guard let file = boot.tree.node("entry_points.txt", in: child),
                    let text = boot.tree.content(of: file)
                else { continue }
                if let module = Self.module(of: script, in: text) { return module }
            }
        }
        return nil
    }

    /// `uvicorn.main` of `uvicorn = uvicorn.main:main` in the section of console scripts.
    static func module(of script: String, in text: ArraySlice<UInt8>) -> String? {
        var isInSection = false
        for line in text.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
            let line = String(decoding: line, as: UTF8.self)
            let words = line.filter { $0 != " " && $0 != "\t" }
            if words.hasPrefix("[") {
                isInSection = words == "[console_scripts]"
                continue
            }
            guard isInSection, let sign = words.firstIndex(of: "="), words[..<sign] == script else { continue }
            let value = words[words.index(after: sign)...].prefix { $0 != ":" && $0 != "[" }
            return value.isEmpty ? nil : String(value)
        }
        return nil
    }
}
