import Foundation
import TareArchive
import TarePython
import Testing

/// The prediction is held against what uv leaves on disk: every path, mode, size and checksum, RECORD and launchers
/// included.
@Suite(.enabled(if: InstallPeer.hasWheels))
struct `Wheels installed by uv` {
    @Test func `into a virtual environment lie where they were predicted`() throws {
        let scratch = try InstallScratch()
        let root = scratch.path + "/venv"
        let minor = try InstallPeer.makeEnvironment(root)
        try expectAgreement(
            root, .virtualEnvironment(root: root, minor: minor), ["--python", root + "/bin/python"], atLeast: 1500)
    }

    @Test func `into a folder lie where they were predicted`() throws {
        let scratch = try InstallScratch()
        let minor = try InstallPeer.makeEnvironment(scratch.path + "/venv")
        let root = scratch.path + "/packages"
        let scheme = InstallationScheme.folder(root: root, interpreter: scratch.path + "/venv/bin/python", minor: minor)
        try expectAgreement(
            root, scheme, ["--python", scratch.path + "/venv/bin/python", "--target", root], atLeast: 1500)
    }

    @Test(arguments: ["six==1.17.0", "pyyaml==6.0.3", "docutils==0.20.1"])
    func `have the contents that RECORD states`(requirement: String) throws {
        let bytes = [UInt8](try Data(contentsOf: try #require(InstallPeer.file(requirement))))
        let directory = try ZipDirectory(of: bytes)
        let installed = try installation(of: bytes, .virtualEnvironment(root: "/venv", minor: 12))
        let reader = ZipEntryReader(directory)
        var verified = 0
        for file in installed.files {
            guard case .entry(let number) = file.source else { continue }
            let entry = directory.entries[number]
            var verifier = RecordVerifier(try #require(file.digest))
            var other = verifier
            reader.begin(entry)
            try Array(bytes[Int(entry.headerOffset)..<Int(entry.end)]).withUnsafeBytes {
                try reader.consume($0) { verifier.update($0) }
            }
            try reader.finish()
            [0].withUnsafeBytes { other.update($0) }
            #expect(verifier.holds && !other.holds, "\(file.path)")
            verified += 1
        }
        #expect(verified > 3)
    }

    private func expectAgreement(
        _ root: String, _ scheme: InstallationScheme, _ place: [String], atLeast count: Int
    ) throws {
        let before = try FoundFile.all(in: root)
        try InstallPeer.install(InstallPeer.wheels, place)
        let found = try FoundFile.all(in: root).filter { before[$0.key] != $0.value }
        var predicted: [String: FoundFile] = [:]
        for requirement in InstallPeer.wheels {
            let file = try #require(InstallPeer.file(requirement))
            let bytes = [UInt8](try Data(contentsOf: file))
            let wheel = try WheelContents(try ZipDirectory(of: bytes))
            let info = (scheme.purelib.isEmpty ? "" : scheme.purelib + "/") + wheel.distInfo
            // It holds the time of the wheel's file.
            let cacheInfo = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(info)/uv_cache.json")))
            let installation = try installation(
                of: bytes, scheme, filename: file.lastPathComponent,
                additions: .init(installer: "uv", others: ["uv_cache.json": cacheInfo]))
            #expect(installation.recordProblems.isEmpty, "\(requirement)")
            for file in installation.files {
                #expect(predicted.updateValue(FoundFile(file), forKey: file.path) == nil, "\(file.path)")
            }
        }
        #expect(predicted.count > count && Set(predicted.keys) == Set(found.keys))
        for (path, file) in predicted { #expect(found[path] == file, "\(path)") }
    }
}

@Suite(.enabled(if: InstallPeer.hasUV))
struct `A wheel with all that the format has` {
    /// Every scheme, scripts of every kind, and a RECORD with every fault that uv mends.
    static let maker = #"""
        import base64, hashlib, sys, zipfile
        out = zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED)
        rows = []
        def add(name, data, mode=0o644, listed=None):
            info = zipfile.ZipInfo(name)
            info.external_attr = (0o100000 | mode) << 16
            out.writestr(info, data)
            name = name if listed is None else listed
            if name:
                if ',' in name or '"' in name: name = '"' + name.replace('"', '""') + '"'
                digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()
                rows.append(f'{name},sha256={digest},{len(data)}')
        add('demo/__init__.py', b'def main(): pass\n')
        add('demo/run.sh', b'#!/bin/sh\n', 0o755)
        add('demo/odd.sh', b'#!/bin/sh\n', 0o610)
        add('demo/none', b'', 0)
        add('demo/python.py', b'#!python\n')
        add('demo/with,comma "and quotes".txt', b'x')
        add('demo/d\u00e9j\u00e0.txt', b'vu')
        add('demo/absolute.py', b'1', listed='/demo/absolute.py')
        add('demo/dot.py', b'2', listed='./demo/dot.py')
        add('demo/unlisted.py', b'3', listed='')
        rows += ['demo/ghost.py,,', rows[0]]
        for name in ['purelib/pure.py', 'platlib/plat/mod.py', 'headers/demo.h', 'headers/sub/x.h',
                     'data/etc/demo.conf', 'data/bin/helper', 'data/share/a/b/c']:
            add('demo_x-1.0.data/' + name, name.encode(), 0o755 if 'helper' in name else 0o644)
        scripts = dict(run=b'#!python\nprint(1)\n', options=b'#!python -x\nprint(2)', gui=b'#!pythonw\r\nprint(3)\r\n',
                       old=b'#!python\rprint(4)\rx\n', bare=b'#!python', near=b'#!pyth', shell=b'#!/bin/sh\necho\n',
                       empty=b'', fixed=b'#!/usr/bin/python\n', binary=bytes(range(256)), launched=b'#!python\nold')
        scripts.update({'tool-script.py': b'#!python\nold', 'tool.exe': b'MZ'})
        for name, text in scripts.items():
            add('demo_x-1.0.data/scripts/' + name, text, 0o755 if name == 'binary' else 0o644)
        info = 'demo_x-1.0.dist-info/'
        add(info + 'METADATA', b'Metadata-Version: 2.1\nName: Demo_X\nVersion: 1.0\nRequires-Dist: six (>=1)\n\nLong\n')
        add(info + 'WHEEL', b'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: false\nTag: py3-none-any\n')
        add(info + 'entry_points.txt', b'''# made by hand
        [console_scripts]
        launched = demo:main
        tool=demo.sub:object.method [extra, other]
        ; why

        spaced   =   demo : main
          [sub]
        pip3 = demo:main
        pip3.2 = demo:main
        Case = demo:main
        case = demo:other

        [gui_scripts]
        window = demo.gui:run

        [other.group]
        plugin = anything at all
        ''')
        out.writestr(info + 'RECORD', '\n'.join(rows + [info + 'RECORD,,']) + '\n')
        out.close()
        """#

    @Test(arguments: [
        "venv", "relocatable", "target", "a folder with 'blanks'",
        "long/" + String(repeating: "0123456789/", count: 10) + "end",
    ])
    func `is installed where uv installs it`(place: String) throws {
        let scratch = try InstallScratch()
        let file = scratch.path + "/demo_x-1.0-py3-none-any.whl"
        try InstallPeer.run("/usr/bin/env", ["python3", "-c", Self.maker, file])
        var root = scratch.path + "/" + place
        let minor = try InstallPeer.makeEnvironment(root, isRelocatable: place == "relocatable")
        var scheme = InstallationScheme.virtualEnvironment(
            root: root, minor: minor, isRelocatable: place == "relocatable")
        var arguments = ["--python", root + "/bin/python"]
        if place == "target" {
            root += "/packages"
            scheme = .folder(root: root, interpreter: scheme.interpreter, minor: minor)
            arguments += ["--target", root]
        }
        let before = try FoundFile.all(in: root)
        try InstallPeer.install([file], arguments)
        let found = try FoundFile.all(in: root).filter { before[$0.key] != $0.value }
        let info = "\(root)/\(InstalledFolder.join(scheme.platlib, "demo_x-1.0.dist-info"))/"
        let cacheInfo = [UInt8](try Data(contentsOf: URL(fileURLWithPath: info + "uv_cache.json")))
        let installation = try installation(
            of: [UInt8](try Data(contentsOf: URL(fileURLWithPath: file))), scheme,
            filename: "demo_x-1.0-py3-none-any.whl",
            additions: .init(
                installer: "uv", directURL: DirectURL.archive(url: "file://" + file).bytes,
                others: ["uv_cache.json": cacheInfo]))
        let predicted = Dictionary(uniqueKeysWithValues: installation.files.map { ($0.path, FoundFile($0)) })
        #expect(predicted.count == 43 && Set(predicted.keys) == Set(found.keys))
        for file in installation.files where found[file.path] != FoundFile(file) {
            let actual = String(
                decoding: try Data(contentsOf: URL(fileURLWithPath: root + "/" + file.path)), as: UTF8.self)
            guard case .bytes(let bytes) = file.source else {
                Issue.record("\(file.path): \(FoundFile(file)), not \(String(describing: found[file.path]))")
                continue
            }
            #expect(String(decoding: bytes, as: UTF8.self) == actual, "\(file.path) \(file.mode)")
        }
        #expect(
            Set(installation.recordProblems) == [
                .absolutePath("/demo/absolute.py"), .indirectPath("./demo/dot.py"), .unlisted("demo/unlisted.py"),
                .noFile("demo/ghost.py"), .repeated("demo/__init__.py"),
            ])
    }
}

enum InstalledFolder {
    static func join(_ folder: String, _ name: String) -> String { folder.isEmpty ? name : folder + "/" + name }
}
