import Foundation
import TareArchive
import TarePython

/// uv, and wheels to install with it.
enum InstallPeer {
    /// Pure ones, native ones, and such with launchers, scripts, headers and data.
    static let wheels = [
        "six==1.17.0", "uvicorn==0.38.0", "pyyaml==6.0.3", "pydantic-core==2.41.5", "cryptography==46.0.3",
        "numpy==2.3.4", "docutils==0.20.1", "widgetsnbextension==4.0.14", "greenlet==3.2.4", "pip==25.3",
        "ruff==0.14.3", "ninja==1.13.0", "pybind11-global==2.13.6",
    ]

    private static let cache: URL = {
        let base =
            ProcessInfo.processInfo.environment["XDG_CACHE_HOME"].map { URL(fileURLWithPath: $0) }
            ?? FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(".cache")
        return base.appendingPathComponent("tare-test")
    }()

    static let folder = cache.appendingPathComponent("wheels")

    private static let uv: String? = {
        let environment = ProcessInfo.processInfo.environment
        let home = FileManager.default.homeDirectoryForCurrentUser.path
        let folders =
            [environment["TARE_TOOLS_DIR"].map { $0 + "/bin" }, home + "/.cache/tare-tools/bin"].compactMap(\.self)
            + (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return folders.map { $0 + "/uv" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    static let hasUV: Bool = {
        if uv == nil { print("skipped: no uv in $TARE_TOOLS_DIR/bin, ~/.cache/tare-tools/bin or PATH") }
        return uv != nil
    }()

    /// Whether uv and all wheels are there; prints what is not, since the tests that need it are skipped.
    static let hasWheels: Bool = {
        guard hasUV else { return false }
        let missing = wheels.filter { file($0) == nil }
        guard !missing.isEmpty else { return true }
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for requirement in missing {
            _ = try? run(
                "/usr/bin/env",
                [
                    "python3", "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps",
                    "--only-binary=:all:", "--python-version", "3.12", "--platform", "manylinux_2_28_x86_64",
                    "--platform", "manylinux2014_x86_64", "--platform", "any", "--dest", folder.path, requirement,
                ])
        }
        let absent = wheels.filter { file($0) == nil }
        if !absent.isEmpty { print("skipped: no \(absent.joined(separator: ", ")) from the Python index") }
        return absent.isEmpty
    }()

    static func file(_ requirement: String) -> URL? {
        let prefix = requirement.replacing("==", with: "@").replacing("-", with: "_").replacing("@", with: "-") + "-"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.first { $0.hasPrefix(prefix) && $0.hasSuffix(".whl") }.map(folder.appendingPathComponent)
    }

    static func uv(_ arguments: [String]) throws {
        let kept = ["--no-config", "--offline", "-q", "--cache-dir", cache.appendingPathComponent("uv").path]
        try run(uv ?? "", arguments + kept)
    }

    /// Makes an environment of this machine's Python; its minor.
    static func makeEnvironment(_ path: String, isRelocatable: Bool = false) throws -> Int {
        try uv(
            ["venv", path, "--no-python-downloads", "--no-project"] + (isRelocatable ? ["--relocatable"] : []))
        let names = try FileManager.default.contentsOfDirectory(atPath: path + "/lib")
        guard let minor = names.compactMap({ $0.hasPrefix("python3.") ? Int($0.dropFirst(8)) : nil }).first else {
            throw CocoaError(.fileNoSuchFile)
        }
        return minor
    }

    /// Installs wheels for CPython 3.12 on glibc, whatever Python the environment has.
    static func install(_ requirements: [String], _ place: [String]) throws {
        try uv(
            [
                "pip", "install", "--no-deps", "--no-index", "--find-links", folder.path, "--python-version", "3.12",
                "--python-platform", "x86_64-manylinux_2_28",
            ] + place + requirements)
    }

    @discardableResult
    static func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        let (output, errors) = (Pipe(), Pipe())
        (process.standardOutput, process.standardError) = (output, errors)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let failure = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(program: program, text: failure) }
        return text
    }

    struct Failure: Error {
        var program: String
        var text: String
    }
}

/// A file as it lies in a folder, or will.
struct FoundFile: Hashable {
    var mode: UInt16
    var size: UInt64
    var crc32: UInt32

    init(_ file: InstalledFile) { (mode, size, crc32) = (file.mode, file.size, file.crc32) }

    init(_ url: URL) throws {
        let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
        let data = try Data(contentsOf: url)
        var checksum = CRC32()
        data.withUnsafeBytes { checksum.update($0) }
        mode = (attributes[.posixPermissions] as? NSNumber)?.uint16Value ?? 0
        (size, crc32) = (UInt64(data.count), checksum.value)
    }

    /// The regular files of a folder by their paths in it, without bytecode and uv's lock.
    static func all(in folder: String) throws -> [String: FoundFile] {
        var files: [String: FoundFile] = [:]
        let root = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        guard let walk = FileManager.default.enumerator(atPath: root) else { return [:] }
        while let path = walk.nextObject() as? String {
            guard walk.fileAttributes?[.type] as? FileAttributeType == .typeRegular, !path.hasSuffix(".pyc"),
                path != ".lock"
            else { continue }
            files[path] = try FoundFile(URL(fileURLWithPath: root + "/" + path))
        }
        return files
    }
}

/// The directory of a folder's own, gone when the test is.
final class InstallScratch {
    let path: String

    init() throws {
        // Short, and without a link in it: the path is part of what is compared.
        path = "/tmp/tare-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// What installing a wheel's bytes will make.
func installation(
    of bytes: [UInt8], _ scheme: InstallationScheme, filename: String? = nil,
    additions: WheelInstallation.Additions = .init(installer: "uv")
) throws -> WheelInstallation {
    let wheel = try WheelContents(try ZipDirectory(of: bytes))
    var contents: [Int: [UInt8]] = [:]
    for number in wheel.decisive {
        let entry = wheel.directory.entries[number]
        let range = bytes[Int(entry.headerOffset)..<Int(entry.end)]
        // As a caller would that reads ranges: no more of a binary than has to be.
        let head = try wheel.directory.head(entry, of: range, count: WheelContents.scriptHead)
        let isScript = wheel.directory.name(entry).hasPrefix(wheel.data)
        contents[number] =
            isScript && !head.starts(with: "#!python".utf8) ? head : try wheel.directory.content(entry, of: range)
    }
    return try WheelInstallation(
        wheel, contents: contents, filename: try filename.map { try WheelFilename($0) }, scheme: scheme,
        additions: additions)
}
