import Foundation
import TarePython
import Testing

/// Real modules, compiled by the interpreters of this machine: in one process forwards, in another backwards.
struct `Marshalled code` {
    /// Installed interpreters, one a minor.
    private static let interpreters: [(minor: Int, path: String)] = (9...14).compactMap { minor in
        Interpreter.find("python3.\(minor)", minor: minor).map { (minor, $0) }
    }

    private enum Interpreter {
        static func find(_ name: String, minor: Int) -> String? {
            let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
            return path.split(separator: ":").map { "\($0)/\(name)" }.first { candidate in
                FileManager.default.isExecutableFile(atPath: candidate)
                    && (try? output(candidate, ["-c", "import sys; print(sys.version_info[1])"])) == "\(minor)\n"
            }
        }

        static func output(_ tool: String, _ arguments: [String], seed: String = "0") throws -> String {
            let process = Process()
            process.executableURL = URL(filePath: tool)
            process.arguments = arguments
            process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONHASHSEED": seed]) { $1 }
            let pipe = Pipe()
            process.standardOutput = pipe
            process.standardError = FileHandle.nullDevice
            process.standardInput = FileHandle.nullDevice
            try process.run()
            let data = pipe.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else { throw CocoaError(.fileReadUnknown) }
            return String(decoding: data, as: UTF8.self)
        }
    }

    /// Prints marshalled modules of the standard library as lines of hexadecimal, in their names' order.
    private static let script = """
        import glob, marshal, os, sys
        folder = os.path.dirname(os.__file__)
        names = sorted(glob.glob(folder + "/*.py") + glob.glob(folder + "/asyncio/*.py"))[:int(sys.argv[2])]
        order = names if sys.argv[1] == "forwards" else names[::-1]
        made = {}
        for name in order:
            with open(name, "rb") as file:
                made[name] = marshal.dumps(compile(file.read(), os.path.basename(name), "exec", dont_inherit=True))
        for name in names:
            print(made[name].hex())
        """

    private func modules(_ path: String, _ order: String, _ count: Int = 120) throws -> [[UInt8]] {
        try Interpreter.output(path, ["-I", "-c", Self.script, order, "\(count)"]).split(separator: "\n").map { line in
            let digits = Array(line.utf8)
            return stride(from: 0, to: digits.count, by: 2).map { index in
                UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16) ?? 0
            }
        }
    }

    @Test func `is the same, whatever else its process compiled`() throws {
        if Self.interpreters.isEmpty { print("skipped: no CPython on this machine") }
        for (minor, path) in Self.interpreters {
            let (one, other) = (try modules(path, "forwards"), try modules(path, "backwards"))
            #expect(one.count == other.count && one.count > 20)
            for (left, right) in zip(one, other) {
                let canonical = try #require(MarshalledCode.canonical(left[...], minor: minor), "3.\(minor)")
                #expect(canonical == MarshalledCode.canonical(right[...], minor: minor), "3.\(minor)")
                #expect(canonical == MarshalledCode.canonical(canonical[...], minor: minor))
            }
        }
    }

    @Test func `is read by the interpreter as what it was`() throws {
        let check = """
            import marshal, sys
            def walk(one, other):
                assert type(one) is type(other), (one, other)
                if isinstance(one, type(walk.__code__)):
                    for name in dir(one):
                        if name.startswith("co_") and not callable(getattr(one, name)):
                            walk(getattr(one, name), getattr(other, name))
                elif isinstance(one, tuple):
                    assert len(one) == len(other)
                    for left, right in zip(one, other):
                        walk(left, right)
                else:
                    assert one == other or one != one, (one, other)
            for line in open(sys.argv[1]):
                before, after = line.split()
                walk(marshal.loads(bytes.fromhex(before)), marshal.loads(bytes.fromhex(after)))
            """
        for (minor, path) in Self.interpreters {
            let lines = try modules(path, "forwards", 40).map { bytes in
                let canonical = try #require(MarshalledCode.canonical(bytes[...], minor: minor))
                return [bytes, canonical].map { $0.map { String(format: "%02x", $0) }.joined() }.joined(separator: " ")
            }
            let file = FileManager.default.temporaryDirectory.appending(path: "tare-marshal-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: file) }
            try lines.joined(separator: "\n").write(to: file, atomically: false, encoding: .utf8)
            _ = try Interpreter.output(path, ["-I", "-c", check, file.path])
        }
    }

    @Test(arguments: [
        "", "c", "(", "r\u{0}\u{0}\u{0}\u{0}", "s\u{7F}\u{7F}\u{7F}\u{7F}", "{N", "0", "q", "NN", ")\u{2}N",
    ])
    func `is refused where it is something else`(text: String) {
        #expect(MarshalledCode.canonical(Array(text.utf8)[...], minor: 13) == nil)
    }
}
