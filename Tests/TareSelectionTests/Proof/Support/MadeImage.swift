import TareELF
import TareInventory
import TareOCI

@testable import TareSelection

/// A file of an image that is made for a test.
struct MadeFile {
    var kind = EntryKind.regular
    var path: String
    var mode: UInt16 = 0o644
    var owner: UInt32 = 0
    var group: UInt32 = 0
    var content: [UInt8]?
    var link = ""
    var elf: ELFFacts?
    var shebang: String?
    var size: UInt64 = 10

    static func text(_ path: String, _ text: String = "x\n", mode: UInt16 = 0o644, owner: UInt32 = 0) -> MadeFile {
        MadeFile(path: path, mode: mode, owner: owner, content: Array(text.utf8))
    }

    static func link(_ path: String, to target: String) -> MadeFile {
        MadeFile(kind: .symbolicLink, path: path, mode: 0o777, link: target)
    }

    static func folder(_ path: String, mode: UInt16 = 0o755, owner: UInt32 = 0) -> MadeFile {
        MadeFile(kind: .directory, path: path, mode: mode, owner: owner)
    }

    static func script(_ path: String, _ shebang: String, mode: UInt16 = 0o755) -> MadeFile {
        MadeFile(path: path, mode: mode, shebang: shebang)
    }

    static func program(
        _ path: String, needs: [String] = [], interpreter: String? = "/lib64/ld-linux-x86-64.so.2",
        _ change: (inout ELFFacts) -> Void = { _ in }
    ) -> MadeFile {
        var facts = ELFFacts(type: .shared)
        facts.isDynamic = true
        facts.isPositionIndependentExecutable = true
        facts.interpreter = interpreter
        facts.needed = needs
        change(&facts)
        return MadeFile(path: path, mode: 0o755, elf: facts)
    }

    static func library(
        _ path: String, needs: [String] = [], _ change: (inout ELFFacts) -> Void = { _ in }
    ) -> MadeFile {
        var facts = ELFFacts(type: .shared)
        facts.isDynamic = true
        facts.needed = needs
        facts.soname = path.split(separator: "/").last.map(String.init)
        change(&facts)
        return MadeFile(path: path, mode: 0o755, elf: facts)
    }
}

/// An image that is made for a test: layers of files, bottom first, and a configuration.
struct MadeImage {
    var layers: [[MadeFile]]
    var execution: ImageConfig.Execution
    var platform = Platform(os: "linux", architecture: "amd64")
    var expectations = ProofExpectations()

    init(_ files: [MadeFile], _ cmd: [String] = ["/app/run"], user: String? = nil, env: [String] = []) {
        layers = [files]
        execution = ImageConfig.Execution(user: user, env: env, cmd: cmd, workingDir: "/app")
    }

    var tree: ImageTree {
        ImageTree(
            layers: layers.map { files in
                var index = LayerIndex()
                for file in files {
                    index.add(
                        file.kind, file.path, mode: file.mode, size: file.size, userID: file.owner,
                        groupID: file.group, linkTarget: file.link, content: file.content, elf: file.elf,
                        shebang: file.shebang)
                }
                return index
            })
    }

    private var config: ImageConfig { ImageConfig(platform: platform, config: execution, diffIDs: []) }

    var boot: Boot {
        let tree = tree
        return Boot(tree: tree, config: config, inventory: ImageInventory(of: tree), expectations: expectations)
    }

    var proof: Proof {
        let tree = tree
        return Proof(of: tree, config: config, inventory: ImageInventory(of: tree), expecting: expectations)
    }

    func adding(_ files: [MadeFile]) -> MadeImage {
        var image = self
        image.layers.append(files)
        return image
    }
}

extension MadeImage {
    /// glibc as Debian has it.
    static let glibc: [MadeFile] = [
        .library("lib64/ld-linux-x86-64.so.2"),
        .library("lib/x86_64-linux-gnu/libc.so.6", needs: ["ld-linux-x86-64.so.2"]) {
            $0.versionDefinitions = ["GLIBC_2.2.5", "GLIBC_2.34", "GLIBC_2.36"]
        },
    ]

    /// CPython 3.12 at `/usr/local` with what a server stands on.
    static let python: [MadeFile] =
        glibc + [
            .program("usr/local/bin/python3.12", needs: ["libc.so.6"]),
            .link("usr/local/bin/python3", to: "python3.12"), .link("usr/local/bin/python", to: "python3"),
            .text("usr/local/lib/python3.12/os.py"), .text("usr/local/lib/python3.12/asyncio/__init__.py"),
            .text("usr/local/lib/python3.12/logging/__init__.py"), .text("usr/local/lib/python3.12/socket.py"),
            .folder("usr/local/lib/python3.12/site-packages"),
        ]

    /// An environment at `/app/.venv` with a server and an application.
    static let service: [MadeFile] =
        python + [
            .text("app/.venv/pyvenv.cfg", "home = /usr/local/bin\nversion = 3.12.7\n"),
            .link("app/.venv/bin/python", to: "/usr/local/bin/python3.12"),
            .script("app/.venv/bin/uvicorn", "/app/.venv/bin/python"),
            .text("\(site)/uvicorn/__init__.py"), .text("\(site)/uvicorn/main.py"),
            .text("\(site)/uvicorn/__main__.py"), .text("app/server.py"),
        ]

    static let site = "app/.venv/lib/python3.12/site-packages"

    static func serving(_ files: [MadeFile] = [], _ cmd: [String] = ["/app/.venv/bin/uvicorn", "server:app"])
        -> MadeImage
    {
        MadeImage(service + files, cmd)
    }
}
