import Foundation
import TareOCI
import Testing

/// The upper layer of an image in the making: files that are added to a base, and what is deleted of it.
final class Draft {
    let base: String
    let minor: String
    let libraries: String
    let added: String
    let marks: String
    private(set) var removed: [String] = []
    private let scratch: ScratchFolder

    init(base: String, libraries: String) throws {
        self.base = base
        self.libraries = libraries
        minor = DebianRoot.minor ?? ""
        scratch = try ScratchFolder()
        added = scratch.path("added")
        marks = scratch.path("marks")
        for folder in [added, marks] { try Self.makeFolder(folder) }
    }

    private static func makeFolder(_ path: String, mode: Int = 0o755) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: mode])
    }

    private func place(_ path: String) throws -> String {
        let place = "\(added)/\(path)"
        try Self.makeFolder((place as NSString).deletingLastPathComponent)
        return place
    }

    func text(_ path: String, _ text: String, mode: Int = 0o644) throws {
        let place = try place(path)
        try Data(text.utf8).write(to: URL(fileURLWithPath: place))
        try self.mode(path, mode)
    }

    func mode(_ path: String, _ mode: Int) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: "\(added)/\(path)")
    }

    func own(_ path: String, _ owner: Int) throws {
        try Tool.run("chown", ["-hR", "\(owner):\(owner)", "\(added)/\(path)"])
    }

    func folder(_ path: String, mode: Int = 0o755) throws {
        try Self.makeFolder("\(added)/\(path)")
        try self.mode(path, mode)
    }

    func link(_ path: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: try place(path), withDestinationPath: target)
    }

    func copy(_ source: String, to path: String) throws {
        try Tool.run("cp", ["-RL", "--preserve=mode", source, try place(path)])
    }

    /// Deletes what the base has, or what this layer has added.
    func remove(_ path: String) throws {
        if FileManager.default.fileExists(atPath: "\(added)/\(path)") {
            try FileManager.default.removeItem(atPath: "\(added)/\(path)")
            return
        }
        removed.append(path)
        let parent = (path as NSString).deletingLastPathComponent
        let mark = "\(marks)/\(parent)/.wh.\((path as NSString).lastPathComponent)"
        try Self.makeFolder((mark as NSString).deletingLastPathComponent)
        try Data().write(to: URL(fileURLWithPath: mark))
    }

    /// Writes the loader's cache for a folder, as `ldconfig` in the image would.
    func cache(of folder: String) throws {
        try text("etc/ld.so.conf", folder + "\n")
        let root = scratch.path("cached")
        try Tool.run("cp", ["-al", base, root])
        try Tool.run("cp", ["-a", "--remove-destination", added + "/.", root])
        try Tool.run("ldconfig", ["-r", root])
        try copy(root + "/etc/ld.so.cache", to: "etc/ld.so.cache")
    }

    /// Changes the first occurrence of a text in a binary to another of the same length.
    func patch(_ path: String, _ text: String, _ other: String) throws {
        let file = URL(fileURLWithPath: "\(added)/\(path)")
        var bytes = try Data(contentsOf: file)
        let place = try #require(bytes.range(of: Data(text.utf8)))
        #expect(text.utf8.count == other.utf8.count)
        bytes.replaceSubrange(place, with: Data(other.utf8))
        try bytes.write(to: file)
    }

    /// Makes a program one for a processor that this machine does not have: `e_machine` is at offset 18, 243 is
    /// RISC-V.
    func patchMachine(_ path: String) throws {
        let file = URL(fileURLWithPath: "\(added)/\(path)")
        var bytes = try Data(contentsOf: file)
        bytes.replaceSubrange(18..<20, with: [243, 0])
        try bytes.write(to: file)
    }

    /// Unpacks a wheel, as an installer would.
    func wheel(_ name: String, _ minor: String? = nil, to site: String) throws {
        let file = try #require(Wheels.file(name, minor ?? self.minor), "no wheel of \(name)")
        try Self.makeFolder("\(added)/\(site)")
        try Tool.run("unzip", ["-q", "-o", file, "-d", "\(added)/\(site)"])
    }

    /// A virtual environment with `uvicorn` in it, as `python -m venv` and an installer make it.
    func environment(
        at path: String = "app/.venv", madeAt: String? = nil, interpreter: String? = nil, home: String = "/usr/bin",
        minor: String? = nil, wheels: [String] = ["uvicorn", "click", "h11"]
    ) throws {
        let minor = minor ?? self.minor
        try text("\(path)/pyvenv.cfg", "home = \(home)\ninclude-system-site-packages = false\nversion = \(minor).2\n")
        try link("\(path)/bin/python", to: interpreter ?? "/usr/bin/python\(self.minor)")
        try link("\(path)/bin/python3", to: "python")
        let site = "\(path)/lib/python\(minor)/site-packages"
        try folder(site)
        for name in wheels { try wheel(name, to: site) }
        let script =
            "#!\(madeAt ?? "/" + path)/bin/python\nimport sys\nfrom uvicorn.main import main\nsys.exit(main())\n"
        if wheels.contains("uvicorn") { try text("\(path)/bin/uvicorn", script, mode: 0o755) }
    }

    /// An application that says it is ready as soon as the server has started it, and ends.
    func application(_ path: String = "app/server.py", imports: String = "", mode: Int = 0o644) throws {
        try text(
            path,
            """
            import os
            \(imports)
            async def app(scope, receive, send):
                if scope["type"] == "lifespan":
                    await receive()
                    print("READY", flush=True)
                    os._exit(0)

            """, mode: mode)
    }

    /// A program that only says it is ready.
    func program(_ path: String, first: String, mode: Int = 0o755) throws {
        try text(path, "\(first)\nprint(\"READY\", flush=True)\n", mode: mode)
    }
}
