internal import FoundationEssentials
internal import TareNetwork

/// A CPython of this machine that compiles for the image's.
///
/// Bytecode is of a minor, and of no processor or C library (PEP 3147, PEP 552).
struct HostInterpreter: Sendable {
    var path: String
    /// 3.13.5.
    var version: String
    /// What `.pyc` files of the minor begin with.
    var magic: [UInt8]
    /// `cpython-313`.
    var cacheTag: String

    private static let question = """
        import importlib.util, sys
        info = sys.version_info
        print(sys.implementation.name, info.releaselevel, info.major, info.minor, info.micro, \
        sys.implementation.cache_tag, importlib.util.MAGIC_NUMBER.hex())
        """

    /// The first final CPython of a minor: on the search path, or where uv and pyenv install theirs.
    static func find(minor: Int, isFreeThreaded: Bool, environment: [String: String]) async -> HostInterpreter? {
        let suffix = isFreeThreaded ? "t" : ""
        let searchPath = environment["PATH"] ?? "/usr/bin:/bin"
        let installed = folders(minor, environment).joined(separator: ":")
        for name in ["python3.\(minor)\(suffix)", "python3", "python"] {
            for path in HostProgram.find(name, in: searchPath + ":" + installed) {
                let outcome = await HostProgram.run(
                    path, ["-I", "-S", "-c", question], environment: ["PATH": searchPath], limit: 4096)
                let words = String(decoding: outcome.output, as: UTF8.self).split { $0.isWhitespace }.map(String.init)
                guard outcome.isSuccess, words.count == 7, words[0] == "cpython", words[1] == "final",
                    words[2] == "3", words[3] == "\(minor)", words[5] == "cpython-3\(minor)\(suffix)",
                    let magic = bytes(words[6]), magic.count == 4
                else { continue }
                return HostInterpreter(
                    path: path, version: "3.\(minor).\(words[4])", magic: magic, cacheTag: words[5])
            }
        }
        return nil
    }

    /// The `bin` folders of what uv and pyenv installed of a minor, the newest last patch first.
    private static func folders(_ minor: Int, _ environment: [String: String]) -> [String] {
        let home = environment["HOME"] ?? "/nonexistent"
        let data = environment["XDG_DATA_HOME"] ?? home + "/.local/share"
        let roots = [
            (environment["UV_PYTHON_INSTALL_DIR"] ?? data + "/uv/python", "cpython-3.\(minor)."),
            ((environment["PYENV_ROOT"] ?? home + "/.pyenv") + "/versions", "3.\(minor)."),
        ]
        return roots.flatMap { root, prefix in
            DiskFolder.names(in: root).filter { $0.hasPrefix(prefix) }.reversed().map { "\(root)/\($0)/bin" }
        }
    }

    private static func bytes(_ digits: String) -> [UInt8]? {
        let digits = Array(digits.utf8)
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes
    }
}
