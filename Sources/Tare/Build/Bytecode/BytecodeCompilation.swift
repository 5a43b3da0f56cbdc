internal import FoundationEssentials
internal import TareNetwork
internal import TareOCI
internal import TarePython

/// Compiles the modules of wheels to `.pyc` files that are never checked against their source (PEP 552,
/// `unchecked-hash`), so that neither times nor the interpreter's start touch them.
///
/// What an interpreter compiles depends on the seed of its hashes, which is fixed, and its form on what else the process
/// compiled, which `MarshalledCode` takes out. That nothing else is left is tried each time: two processes share the
/// modules, and each compiles a part of the other's in another order.
struct BytecodeCompilation: Sendable {
    /// A module: where its source is packed, and where it is installed.
    struct Module: Sendable {
        var archive: String
        var entry: String
        /// In the image, absolute.
        var path: String
    }

    let interpreter: HostInterpreter
    let minor: Int

    enum Failure: Error { case interpreter(String), notReproducible(String) }

    /// Of so many modules of the other process one is compiled again.
    private static let sample = 16
    private static let limit = 1 << 30

    /// The files by their paths in the image; modules that do not compile have none, as for `compileall`.
    func files(of modules: [Module]) async throws -> [(path: String, content: [UInt8])] {
        let halves = [
            modules.indices.filter { $0 % 2 == 0 }, modules.indices.filter { $0 % 2 == 1 },
        ]
        let samples = halves.map { half in
            Array(half.enumerated().filter { $0.offset % Self.sample == 0 }.map(\.element).reversed())
        }
        async let first = compile(samples[1] + halves[0], of: modules)
        async let second = compile(samples[0] + halves[1].reversed(), of: modules)
        let (one, other) = try await (first, second)
        var files: [(path: String, content: [UInt8])] = []
        for number in modules.indices {
            guard let content = number % 2 == 0 ? one[number] : other[number] else { continue }
            if let again = number % 2 == 0 ? other[number] : one[number], again != content {
                throw Failure.notReproducible(modules[number].path)
            }
            guard let path = cached(modules[number].path) else { continue }
            files.append((path, content))
        }
        return files
    }

    /// PEP 3147: `a/b.py` is `a/__pycache__/b.cpython-313.pyc`.
    private func cached(_ path: String) -> String? {
        guard path.hasSuffix(".py"), let slash = path.lastIndex(of: "/") else { return nil }
        let name = path[path.index(after: slash)...].dropLast(3)
        return "\(path[..<slash])/__pycache__/\(name).\(interpreter.cacheTag).pyc"
    }

    private func compile(_ numbers: [Int], of modules: [Module]) async throws -> [Int: [UInt8]] {
        let jobs = numbers.map { [modules[$0].archive, modules[$0].entry, modules[$0].path] }
        let outcome = await HostProgram.run(
            interpreter.path, ["-S", "-s", "-B", "-W", "ignore", "-c", Self.script],
            environment: ["PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"],
            input: Array(try JSONEncoder().encode(jobs)), limit: Self.limit)
        guard outcome.isSuccess else { throw Failure.interpreter(outcome.detail) }
        var files: [Int: [UInt8]] = [:]
        var at = 0
        for number in numbers {
            guard outcome.output.count - at >= 12 else { throw Failure.interpreter("it ended too early") }
            let count = (0..<4).reduce(0) { $0 | Int(outcome.output[at + $1]) << (8 * $1) }
            let hash = outcome.output[at + 4..<at + 12]
            at += 12
            guard count <= outcome.output.count - at else { throw Failure.interpreter("it ended too early") }
            let code = outcome.output[at..<at + count]
            at += count
            guard count > 0 else { continue }
            guard let canonical = MarshalledCode.canonical(code, minor: minor) else {
                throw Failure.interpreter("its bytecode is of an unknown form")
            }
            // PEP 552: the lowest flag says that a hash stands in place of time and size; the next, clear, that it is
            // not checked.
            files[number] = interpreter.magic + [1, 0, 0, 0] + hash + canonical
        }
        guard at == outcome.output.count else { throw Failure.interpreter("it said more than was asked for") }
        return files
    }

    private static let script = """
        import importlib.util, json, marshal, sys, zipfile
        archives = {}
        for path, entry, name in json.load(sys.stdin.buffer):
            if path not in archives:
                archives[path] = zipfile.ZipFile(path)
            source = archives[path].read(entry)
            try:
                code = marshal.dumps(compile(source, name, "exec", dont_inherit=True, optimize=0))
            except (SyntaxError, ValueError, RecursionError, MemoryError, UnicodeError):
                code = b""
            sys.stdout.buffer.write(len(code).to_bytes(4, "little") + importlib.util.source_hash(source) + code)
        """
}
