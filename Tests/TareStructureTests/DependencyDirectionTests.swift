import Foundation
import Testing

/// The arrows of the architecture, as `docs/architecture.md` draws them: SwiftPM stops cycles, not wrong turns.
private let allowed: [String: Set<String>] = [
    "TareDiagnostics": [],
    "TareELF": ["TareDiagnostics"],
    "TareArchive": ["TareDiagnostics"],
    "TareOCI": ["TareDiagnostics", "TareArchive", "TareELF"],
    "TareDebian": ["TareDiagnostics", "TareArchive"],
    "TarePython": ["TareDiagnostics", "TareArchive", "TareELF"],
    "TareDockerfile": ["TareDiagnostics"],
    "TareLint": ["TareDiagnostics", "TareDockerfile", "TareYAML", "TareCompose"],
    "TareYAML": ["TareDiagnostics"],
    "TareCompose": ["TareDiagnostics", "TareYAML"],
    "TareInventory": ["TareDiagnostics", "TareOCI", "TareDebian", "TareELF"],
    "TareSelection": [
        "TareDiagnostics", "TareYAML", "TareArchive", "TareOCI", "TareELF", "TareInventory", "TarePython",
    ],
    "TareAssembly": ["TareDiagnostics", "TareYAML", "TareArchive", "TareOCI", "TareDebian"],
    "TareReport": [
        "TareDiagnostics", "TareOCI", "TareInventory", "TareSelection", "TareDockerfile", "TareLint",
    ],
    "TareNetwork": ["TareDiagnostics", "TareArchive", "TareOCI", "TareDebian", "TarePython"],
    "TareSandbox": ["TareDiagnostics", "TareArchive", "TareOCI"],
    "Tare": [
        "TareDiagnostics", "TareArchive", "TareOCI", "TareELF", "TareDebian", "TareInventory", "TareAssembly",
        "TareReport", "TarePython", "TareSelection", "TareNetwork", "TareSandbox", "TareDockerfile", "TareCompose",
        "TareLint", "TareYAML",
    ],
    "TareCommand": [
        "TareDiagnostics", "TareOCI", "TareInventory", "TareAssembly", "TareSelection", "TareReport", "TareNetwork",
        "TareSandbox", "TareDockerfile", "TareLint", "Tare",
    ],
]

/// Targets that may reach files, the network, clocks or the environment; all others are pure.
private let effectful: Set<String> = ["TareNetwork", "TareSandbox", "Tare", "TareCommand"]

private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

private struct Source {
    let target: String
    let path: String
    let text: String

    /// Modules named in `import` lines, with any access level or attribute.
    var imports: [String] {
        text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").filter { !$0.hasPrefix("@") }
            guard let place = words.firstIndex(of: "import"),
                words[..<place].allSatisfy({ ["public", "package", "internal", "private", "fileprivate"].contains($0) }
                ),
                place + 1 < words.count
            else { return nil }
            let name =
                ["struct", "class", "enum", "func", "let", "var", "typealias", "protocol"].contains(words[place + 1])
                ? words[words.count - 1] : words[place + 1]
            return String(name.split(separator: ".")[0])
        }
    }
}

private let sources: [Source] = {
    let folder = root.appending(path: "Sources")
    guard let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else { return [] }
    return files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.compactMap { file in
        let relative = file.path.dropFirst(folder.path.count + 1)
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
        return Source(target: String(relative.split(separator: "/")[0]), path: String(relative), text: text)
    }
}()

@Suite("Structure")
struct DependencyDirectionTests {
    @Test func `imports between targets point down only`() {
        #expect(sources.count > 50)
        for source in sources {
            guard let below = allowed[source.target] else {
                Issue.record("\(source.target) is not in the table of targets")
                continue
            }
            for module in source.imports where module != source.target && allowed[module] != nil {
                #expect(below.contains(module), "\(source.path) imports \(module)")
            }
        }
    }

    @Test func `pure targets import nothing that reaches outside`() {
        let outside: Set<String> = [
            "Foundation", "FoundationNetworking", "AsyncHTTPClient", "NIOCore", "NIOPosix", "NIOHTTP1", "GRDB",
            "Subprocess",
            "SystemPackage", "Logging", "Dispatch",
        ]
        for source in sources where !effectful.contains(source.target) {
            #expect(outside.isDisjoint(with: source.imports), "\(source.path) imports \(source.imports)")
        }
    }

    @Test func `no library target brings in the whole of Foundation`() {
        for source in sources where source.target != "TareCommand" {
            #expect(!source.imports.contains("Foundation"), "\(source.path)")
        }
    }

    @Test func `pure targets read no clock, environment or file`() {
        let words = ["ProcessInfo", "getenv(", "FileManager", "Date()", "clock_gettime", "ContinuousClock", "fopen("]
        for source in sources where !effectful.contains(source.target) {
            for word in words { #expect(!source.text.contains(word), "\(source.path) uses \(word)") }
        }
    }

    @Test func `every source target is in the table`() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Sources").path)
        let targets = folders.filter { !$0.hasPrefix("C") }
        #expect(Set(targets) == Set(allowed.keys))
    }
}
