import TareArchive
import TareDiagnostics
import Testing

@testable import TarePython

@Suite struct `Installing a wheel` {
    static let scheme = InstallationScheme.virtualEnvironment(root: "/app/.venv", minor: 12)
    static let info = "demo-1.0.dist-info/"

    static func install(_ forge: WheelForge, filename: String? = "demo-1.0-py3-none-any.whl") throws
        -> WheelInstallation
    {
        try installation(of: forge.bytes, scheme, filename: filename)
    }

    static func refusal(_ forge: WheelForge, filename: String? = "demo-1.0-py3-none-any.whl") -> WheelContentError? {
        do {
            _ = try install(forge, filename: filename)
            return nil
        } catch { return error as? WheelContentError }
    }

    @Test func `maps every part to its folder`() throws {
        let installed = try Self.install(
            WheelForge(
                [
                    ("demo-1.0.data/headers/h.h", ""), ("demo-1.0.data/data/etc/d", ""), ("folder/", ""),
                    ("demo-1.0.data/scripts/s", "#!python\npass\n"), ("other-1.0.data/scripts/kept", ""),
                ], entryPoints: "[console_scripts]\nc = demo:x\n"))
        let packages = "lib/python3.12/site-packages/"
        #expect(
            installed.files.map(\.path) == [
                "bin/c", "bin/s", "etc/d", "include/site/python3.12/demo/h.h", packages + Self.info + "INSTALLER",
                packages + Self.info + "METADATA", packages + Self.info + "RECORD", packages + Self.info + "REQUESTED",
                packages + Self.info + "WHEEL", packages + Self.info + "entry_points.txt", packages + "demo.py",
                packages + "other-1.0.data/scripts/kept",
            ])
        #expect(installed.files.map(\.mode) == [0o755, 0o755] + Array(repeating: 0o644, count: 10))
        #expect(installed.files[1].source == .bytes(Array("#!/app/.venv/bin/python\npass\n".utf8)))
        #expect(installed.totalSize == installed.files.reduce(0) { $0 + $1.size })
    }

    @Test func `adds only the records that are asked for`() throws {
        let installed = try installation(
            of: WheelForge([(Self.info + "INSTALLER", "pip")]).bytes, Self.scheme,
            additions: .init(installer: nil, isRequested: false))
        #expect(installed.files.count == 5 && !installed.files.contains { $0.path.hasSuffix("REQUESTED") })
        // What the archive has is kept, or replaced.
        #expect(installed.files.contains { $0.path.hasSuffix("INSTALLER") && $0.size == 3 })
        let replaced = try Self.install(WheelForge([(Self.info + "INSTALLER", "pip")]))
        #expect(replaced.files.contains { $0.path.hasSuffix("INSTALLER") && $0.source == .bytes(Array("uv".utf8)) })
    }

    @Test func `gives the digest that RECORD states, to be verified`() throws {
        var forge = WheelForge()
        let digest = RecordDigest(sha256: Array("x = 1\n".utf8))
        forge[Self.info + "RECORD"] = "demo.py,\(digest),6\n"
        let installed = try Self.install(forge)
        #expect(installed.files.first { $0.path.hasSuffix("/demo.py") }?.digest == digest)
        #expect(installed.files.filter { $0.digest != nil }.count == 1)
        #expect(
            installed.recordProblems == [
                .unlisted(Self.info + "METADATA"), .unlisted(Self.info + "RECORD"), .unlisted(Self.info + "WHEEL"),
            ])
    }

    @Test func `is refused without its metadata, or with that of two`() {
        for name in ["WHEEL", "METADATA", "RECORD"] {
            var forge = WheelForge()
            forge[Self.info + name] = nil
            #expect(Self.refusal(forge) == .missing(Self.info + name))
        }
        #expect(
            Self.refusal(WheelForge([("b.dist-info/x", "")]))
                == .distInfoFolders(["b.dist-info", "demo-1.0.dist-info"]))
        var none = WheelForge()
        none.files.removeAll { $0.name.hasPrefix(Self.info) }
        #expect(Self.refusal(none) == .distInfoFolders([]))
        #expect(
            Self.refusal(WheelForge(), filename: "other-1.0-py3-none-any.whl")
                == .otherProject(stated: "demo 1.0", filename: "other 1.0"))
        #expect(
            Self.refusal(WheelForge(), filename: "demo-1.1-py3-none-any.whl")
                == .otherProject(stated: "demo 1.0", filename: "demo 1.1"))
        #expect(Self.refusal(WheelForge(), filename: "demo-1.0+local-py3-none-any.whl") == nil)
        var future = WheelForge()
        future[Self.info + "WHEEL"] = "Wheel-Version: 2.0\n"
        #expect(Self.refusal(future) == .unsupportedWheelVersion("2.0"))
    }

    @Test func `is refused with links, folders of scripts and unknown places`() {
        var link = WheelForge([("evil", "/etc/passwd")])
        for mode: UInt32 in [0o120777, 0o010644] {
            link.modes["evil"] = mode
            #expect(Self.refusal(link) == .notAFile("evil"))
        }
        for name in ["demo-1.0.data/lib/x", "demo-1.0.data/x", "demo-1.0.data/Data/x"] {
            #expect(Self.refusal(WheelForge([(name, "")])) == .unknownScheme(name))
        }
        let deep = "demo-1.0.data/scripts/a/b"
        #expect(Self.refusal(WheelForge([(deep, "")])) == .scriptFolder(deep))
    }

    @Test func `is refused where a script takes an interpreter's place`() {
        let detail = "would take an interpreter's place"
        for name in ["demo-1.0.data/scripts/python3", "demo-1.0.data/data/bin/python3"] {
            #expect(Self.refusal(WheelForge([(name, "#!")])) == .invalidScript(name: "python3", detail: detail))
        }
        let points = "[console_scripts]\nPython3.12 = demo:x\n"
        #expect(Self.refusal(WheelForge(entryPoints: points)) == .invalidScript(name: "Python3.12", detail: detail))
        let outside = "[gui_scripts]\n../../x = demo:x\n"
        #expect(
            Self.refusal(WheelForge(entryPoints: outside))
                == .invalidScript(name: "../../x", detail: "would lie outside the scripts folder"))
    }

    @Test func `is refused where two files would be one`() {
        let path = "lib/python3.12/site-packages/demo.py"
        #expect(Self.refusal(WheelForge([("demo-1.0.data/purelib/demo.py", "")])) == .collision(path: path))
        #expect(Self.refusal(WheelForge([("demo-1.0.data/data/\(path)", "")])) == .collision(path: path))
        #expect(Self.refusal(WheelForge([("demo-1.0.data/platlib/demo.py/x", "")])) == .collision(path: path))
        let points = "[console_scripts]\nc = demo:x\n"
        #expect(
            Self.refusal(WheelForge([("demo-1.0.data/data/bin/c", "")], entryPoints: points))
                == .collision(path: "bin/c"))
    }

    @Test func `is refused where what decides was not read whole`() throws {
        let forge = WheelForge([("demo-1.0.data/scripts/s", "#!python\nlonger than its head\n")])
        let wheel = try WheelContents(try ZipDirectory(of: forge.bytes))
        var contents = Dictionary(
            uniqueKeysWithValues: wheel.decisive.map { number in
                (number, Array((forge[wheel.directory.name(wheel.directory.entries[number])] ?? "").utf8))
            })
        func refused() -> WheelContentError? {
            do {
                _ = try WheelInstallation(wheel, contents: contents, filename: nil, scheme: Self.scheme)
                return nil
            } catch { return error }
        }
        #expect(refused() == nil)
        for number in wheel.decisive {
            let (whole, name) = (contents[number], wheel.directory.name(wheel.directory.entries[number]))
            for part in [nil, whole.map { Array($0.dropLast()) }] {
                contents[number] = part
                #expect(refused() == .notProvided(name))
            }
            contents[number] = whole
        }
    }

    @Test func `of damaged wheels never traps`() throws {
        var forge = WheelForge(
            [("demo-1.0.data/scripts/s", "#!python\r\nx"), ("demo-1.0.data/data/d/\"q\",", "")],
            entryPoints: "[console_scripts]\n a = b : c [d]\n[gui_scripts]\n")
        let sound = forge.files
        var state: UInt64 = 7
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % max(bound, 1)
        }
        var refused = 0
        for _ in 0..<1500 {
            forge.files = sound
            let (at, isName) = (random(sound.count), random(8) == 0)
            var text = Array((isName ? sound[at].name : sound[at].content).utf8)
            for _ in 0...random(3) where !text.isEmpty {
                text[random(text.count)] = Array(" \n\r\t:=,\"[]/.#;-\0az\u{FF}".utf8)[random(19)]
            }
            let changed = String(decoding: text, as: UTF8.self)
            if isName { forge.files[at].name = changed } else { forge.files[at].content = changed }
            do { _ = try Self.install(forge) } catch is any Refusal { refused += 1 }
        }
        #expect(refused > 100 && refused < 1400)
    }

    @Test(arguments: [
        (WheelContentError.distInfoFolders([]), "the wheel has no .dist-info folder"),
        (.distInfoFolders(["a", "b"]), "the wheel has several .dist-info folders: a, b"),
        (.missing("a/WHEEL"), "the wheel has no a/WHEEL"),
        (.notProvided("a"), "'a' of the wheel was not read whole"),
        (.notAFile("a\u{1B}"), #"'a\u{1b}' of the wheel is a link or a device"#),
        (.malformed(file: "RECORD", line: 2, detail: "a row names no file"), "RECORD:2: a row names no file"),
        (.malformed(file: "METADATA", line: 0, detail: "it states no Name"), "METADATA: it states no Name"),
        (.unsupportedWheelVersion("2.0"), "the wheel is of format '2.0', not 1.x"),
        (
            .otherProject(stated: "a 1", filename: "b 2"),
            "the wheel's metadata is that of 'a 1', its name that of 'b 2'"
        ),
        (.unknownScheme("a.data/x"), "no place is known for 'a.data/x'"),
        (.scriptFolder("a"), "'a' is a folder among scripts"),
        (
            .invalidScript(name: "python", detail: "would take an interpreter's place"),
            "script 'python' would take an interpreter's place"
        ),
        (.collision(path: "bin/a"), "two files of the wheel would be 'bin/a'"),
        (.tooLarge(file: "a", limit: 5), "'a' of the wheel has more than 5 bytes"),
    ])
    func `says what is wrong, and where`(error: WheelContentError, text: String) {
        #expect(error.description == text)
    }
}
