import Foundation
import Testing

@testable import TarePython

/// A `pylock.toml` whose wheels are empty files beside it, so that uv chooses among them without fetching any.
///
/// uv looks at the wheels that it chooses and at no others. Where only the wheels that Tare chose are there, uv succeeds
/// if it chooses the same ones, and otherwise names a file that is not there.
struct StandInLock {
    /// One entry: its lines up to its files, and the names of these.
    struct Entry {
        var name: String
        var version: String?
        var marker: String?
        var requiresPython: String?
        var files: [String] = []

        /// `name==version`, or the name of what has no version.
        var pin: String { version.map { "\(name)==\($0)" } ?? name }
    }

    var entries: [Entry] = []

    /// From `uv export --format pylock.toml`, which writes one key or one file a line.
    init(exported text: String) {
        for line in text.split(separator: "\n").drop(while: { $0 != "[[packages]]" }) {
            if line == "[[packages]]" {
                entries.append(Entry(name: ""))
            } else if let value = Self.value("name", line) {
                entries[entries.count - 1].name = value
            } else if let value = Self.value("version", line) {
                entries[entries.count - 1].version = value
            } else if let value = Self.value("requires-python", line) {
                entries[entries.count - 1].requiresPython = value
            } else if line.hasPrefix("marker = ") {
                entries[entries.count - 1].marker = String(line.dropFirst("marker = ".count))
            } else if let place = line.range(of: "url = \"") {
                let url = line[place.upperBound...].prefix { $0 != "\"" }
                let name = url.split(separator: "/").last.map { String($0).removingPercentEncoding ?? String($0) }
                if line.hasPrefix("sdist = ") || line.hasPrefix("wheels = ") || line.hasPrefix("    {") {
                    entries[entries.count - 1].files.append(name ?? "")
                }
            }
        }
    }

    /// From a list of packages and their files' names, without markers.
    init(_ packages: [Entry]) { entries = packages }

    private static func value(_ key: String, _ line: Substring) -> String? {
        guard line.hasPrefix(key + " = \""), line.hasSuffix("\"") else { return nil }
        return String(line.dropFirst(key.count + 4).dropLast())
    }

    /// The lock in a folder with these wheels; entries of packages in `standIns` have that one wheel instead of their
    /// own.
    func write(to folder: URL, wheels: [String], standIns: [String: String]) throws {
        try lay(Set(wheels + standIns.values), in: folder.appendingPathComponent("files"))
        var text = "lock-version = \"1.0\"\ncreated-by = \"tests\"\n"
        if entries.isEmpty { text += "packages = []\n" }
        for entry in entries {
            let standIn =
                standIns[entry.pin]
                ?? standIns.first { $0.key.hasPrefix(entry.name + "==") && entry.version == nil }?.value
            let files = standIn.map { [$0] } ?? entry.files
            text += "\n[[packages]]\nname = \"\(entry.name)\"\n"
            if let version = entry.version ?? standIn?.split(separator: "-")[1].description {
                text += "version = \"\(version)\"\n"
            }
            if let marker = entry.marker { text += "marker = \(marker)\n" }
            if let python = entry.requiresPython { text += "requires-python = \"\(python)\"\n" }
            text += "index = \"https://pypi.org/simple\"\n"
            if let source = files.first(where: { !$0.hasSuffix(".whl") }) {
                text += "sdist = \(Self.file(source))\n"
            }
            let wheels = files.filter { $0.hasSuffix(".whl") }
            if !wheels.isEmpty { text += "wheels = [\(wheels.map(Self.file).joined(separator: ", "))]\n" }
        }
        try Data(text.utf8).write(to: folder.appendingPathComponent("pylock.toml"))
    }

    /// Makes a folder hold these files; most of them are there from the target before.
    private func lay(_ names: Set<String>, in folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let old = Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
        for name in old.subtracting(names) {
            try FileManager.default.removeItem(at: folder.appendingPathComponent(name))
        }
        for name in names.subtracting(old) { try Data().write(to: folder.appendingPathComponent(name)) }
    }

    private static func file(_ name: String) -> String {
        let hash = String(repeating: "0", count: 64)
        return "{ path = \"files/\(name)\", size = 0, hashes = { sha256 = \"\(hash)\" } }"
    }
}
