import Foundation

/// Real wheels from the Python index, kept in the user's cache.
enum Wheels {
    private static let folder = NSHomeDirectory() + "/.cache/tare-test/proof-wheels"
    private static let wanted = [
        "uvicorn==0.38.0", "click==8.3.1", "h11==0.16.0", "pydantic-core==2.41.5", "typing-extensions==4.15.0",
        "psycopg2-binary==2.9.11",
    ]

    /// Another minor version than the machine's, for what was built for the wrong one.
    static var otherMinor: String { DebianRoot.minor == "3.12" ? "3.11" : "3.12" }

    /// Whether all are there, or can be downloaded; prints why not.
    static let areThere: Bool = {
        guard let minor = DebianRoot.minor else { return false }
        if file("uvicorn", minor) != nil, file("psycopg2", minor) != nil, file("pydantic_core", otherMinor) != nil {
            return true
        }
        do {
            try download(wanted, minor)
            try download(["pydantic-core==2.41.5"], otherMinor)
            return true
        } catch {
            print("skipped: the Python index gives no wheels: \(error)")
            return false
        }
    }()

    private static func download(_ requirements: [String], _ minor: String) throws {
        let machine = try Tool.run("uname", ["-m"]).trimmingCharacters(in: .whitespacesAndNewlines)
        let number = minor.filter { $0 != "." }
        try Tool.run(
            "python3",
            ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
                + ["--dest", folder, "--python-version", minor, "--implementation", "cp", "--abi", "cp\(number)"]
                + ["--abi", "none"]
                + ["2014", "_2_17", "_2_28"].flatMap { ["--platform", "manylinux\($0)_\(machine)"] }
                + requirements)
    }

    /// A wheel by its distribution, for a minor version or for all.
    static func file(_ name: String, _ minor: String) -> String? {
        let number = minor.filter { $0 != "." }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().first {
            $0.hasPrefix(name) && ($0.contains("-py3-") || $0.contains("-cp\(number)-"))
        }.map { folder + "/" + $0 }
    }
}
