/// The options and operands of a command.
struct CommandWords {
    var operands: [String?] = []
    private var options: [(name: String, value: String?)] = []

    /// `valued`: options that take the next word, with their dashes.
    init(_ arguments: [String?], valued: [String] = []) {
        var place = 0
        var isOver = false
        while place < arguments.count {
            defer { place += 1 }
            guard let word = arguments[place], !isOver, word.utf8.first == 0x2D, word.utf8.count > 1 else {
                operands.append(arguments[place])
                continue
            }
            if word == "--" {
                isOver = true
            } else if word.hasPrefix("--") {
                if let sign = word.utf8.firstIndex(of: 0x3D) {
                    options.append((String(word[..<sign]), String(word[word.utf8.index(after: sign)...])))
                } else if valued.contains(word), place + 1 < arguments.count {
                    place += 1
                    options.append((word, arguments[place]))
                } else {
                    options.append((word, ""))
                }
            } else if valued.contains(word), place + 1 < arguments.count {
                place += 1
                options.append((word, arguments[place]))
            } else {
                let letters = Array(word.dropFirst())
                for (index, letter) in letters.enumerated() {
                    let name = "-\(letter)"
                    guard valued.contains(name) else {
                        options.append((name, ""))
                        continue
                    }
                    if index + 1 < letters.count {
                        let rest = String(letters[(index + 1)...])
                        options.append((name, rest.hasPrefix("=") ? String(rest.dropFirst()) : rest))
                    } else if place + 1 < arguments.count {
                        place += 1
                        options.append((name, arguments[place]))
                    }
                    break
                }
            }
        }
    }

    func has(_ names: String...) -> Bool { options.contains { names.contains($0.name) } }

    /// The last value of an option; nil without it, `.some(nil)` if it is not known.
    func value(_ names: String...) -> String?? { options.last { names.contains($0.name) }.map(\.value) }

    func values(_ names: String...) -> [String?] { options.filter { names.contains($0.name) }.map(\.value) }
}

extension RunReader {
    /// Programs that make, move and delete files: those of `CommandTable.Kind.files`.
    mutating func readFiles(_ program: String, _ arguments: [String?], _ origin: Place) {
        switch program {
        case "mkdir":
            for path in CommandWords(arguments, valued: ["-m", "--mode"]).operands { make(path, origin) }
        case "touch", "tee", "truncate", "mkfifo":
            for path in CommandWords(arguments, valued: ["-d", "-r", "-t", "-s"]).operands { write(path, origin) }
        case "cp", "mv", "install": copy(program, arguments, origin)
        case "ln": link(CommandWords(arguments, valued: ["-t"]).operands, origin)
        case "rm", "rmdir", "unlink":
            for path in CommandWords(arguments).operands { remove(path, origin) }
        case "chown", "chgrp": changeOwner(arguments, program, origin)
        case "chmod": changeMode(arguments, origin)
        case "curl":
            let words = CommandWords(arguments, valued: Self.valuedOfCurl)
            if let output = words.value("-o", "--output") { write(output, origin) }
            if words.has("-O", "--remote-name", "-J") { fetched(words, origin) }
        case "wget":
            let words = CommandWords(arguments, valued: ["-O", "-P", "-o", "--output-document", "--tries", "-t", "-T"])
            if let output = words.value("-O", "--output-document") {
                if output != "-" { write(output, origin) }
            } else {
                fetched(words, origin)
            }
        case "tar", "bsdtar", "unzip": unpack(program, arguments, origin)
        case "git": git(arguments, origin)
        case "dd":
            if let word = arguments.compactMap({ $0 }).first(where: { $0.hasPrefix("of=") }) {
                write(String(word.dropFirst(3)), origin)
            }
        case "useradd", "adduser", "groupadd", "addgroup": account(program, arguments, origin)
        default: break
        }
    }

    private static let valuedOfCurl = [
        "-o", "--output", "-H", "--header", "-d", "--data", "-X", "--request", "-u", "--retry", "--retry-delay", "-A",
        "-m", "--max-time", "--connect-timeout", "-w", "-e", "-T", "-F", "-x", "-b", "-c",
    ]

    private func fetched(_ words: CommandWords, _ origin: Place) {
        for operand in words.operands where operand?.contains("://") ?? true {
            guard let name = operand.map({ String($0.prefix { $0 != "?" }).lastName }),
                let folder = words.value("-P") ?? ".",
                let path = absolute(folder)
            else { return opaque(origin) }
            add(.file(path.below(name)), origin)
        }
    }

    private func copy(_ program: String, _ arguments: [String?], _ origin: Place) {
        let words = CommandWords(arguments, valued: ["-m", "-o", "-g", "-t", "--mode", "--owner", "--group"])
        if program == "install", words.has("-d", "--directory") {
            for path in words.operands { make(path, origin) }
            return
        }
        var sources = words.operands
        let target = words.value("-t") ?? sources.popLast() ?? nil
        guard let target, let path = absolute(target) else { return opaque(origin) }
        let presence = world.lookUp(path, world.now)
        let isFolder =
            target.hasSuffix("/") || target == "." || sources.count > 1 || words.has("-t")
            || presence.found?.kind == .directory
        for source in sources {
            guard let source, !source.has(anyOf: "*?["), let from = absolute(source) else {
                add(.opaque([path]), origin)
                if program == "mv", let source, let from = absolute(source) { add(.opaque([from.parentPath]), origin) }
                continue
            }
            if source.hasSuffix("/.") || presence.isUnknown && !isFolder { add(.opaque([path]), origin) }
            add(.tree(at: isFolder ? path.below(from.lastName) : path, of: .own, from: from), origin)
            if program == "mv" { add(.removed(from), origin) }
        }
    }

    private func link(_ operands: [String?], _ origin: Place) {
        guard operands.count == 2, let target = operands[0], let name = operands[1], let path = absolute(name) else {
            for case let operand? in operands.dropFirst() {
                if let path = absolute(operand) { add(.opaque([path]), origin) }
            }
            return
        }
        if world.lookUp(path, world.now).found?.kind == .directory {
            add(.link(path.below(target.lastName), target: target), origin)
        } else {
            add(.link(path, target: target), origin)
        }
    }

    private func remove(_ path: String?, _ origin: Place) {
        guard let path, !path.has(anyOf: "*?[") else {
            guard let path, let folder = absolute(path) else { return opaque(origin) }
            var parent = folder.parentPath
            while parent.has(anyOf: "*?[") { parent = parent.parentPath }
            return add(.opaque([parent]), origin)
        }
        guard let path = absolute(path), path != "/" else { return opaque(origin) }
        add(.removed(path), origin)
    }

    private func changeOwner(_ arguments: [String?], _ program: String, _ origin: Place) {
        let words = CommandWords(arguments, valued: ["--from", "--reference"])
        guard let first = words.operands.first else { return }
        let name = first.map { text in String(text.prefix { $0 != ":" && $0 != "." }) }
        let owner = program == "chgrp" ? nil : name.flatMap { $0.isEmpty ? nil : world.owner($0) }
        for operand in words.operands.dropFirst() {
            guard let path = operand.flatMap({ absolute($0) }) else { continue }
            let isPattern = path.has(anyOf: "*?[")
            let target = isPattern ? path.parentPath : path
            add(.owner(target, isPattern ? nil : owner, isDeep: words.has("-R", "--recursive") || isPattern), origin)
        }
    }

    private func changeMode(_ arguments: [String?], _ origin: Place) {
        let operands = arguments.filter { $0.map { !$0.hasPrefix("-R") && !$0.hasPrefix("--") } ?? true }
        guard let mode = operands.first else { return }
        guard mode?.isWritableMode ?? true else { return }
        for operand in operands.dropFirst() {
            if let path = operand.flatMap({ absolute($0) }) { add(.writable(path), origin) }
        }
    }

    private func unpack(_ program: String, _ arguments: [String?], _ origin: Place) {
        let words = CommandWords(arguments, valued: ["-C", "--directory", "-f", "-d", "--file"])
        if program == "tar", words.has("-c", "--create") {
            if let file = words.value("-f", "--file"), file != "-" { write(file, origin) }
            return
        }
        guard let folder = words.value("-C", "--directory", "-d") ?? "." else { return opaque(origin) }
        guard let path = absolute(folder) else { return opaque(origin) }
        add(.opaque([path]), origin)
    }

    private func git(_ arguments: [String?], _ origin: Place) {
        let words = CommandWords(
            arguments, valued: ["-b", "--branch", "--depth", "-C", "-c", "--origin", "--single-branch-of"])
        guard let verb = words.operands.first else { return }
        switch verb {
        case "clone":
            guard words.operands.count > 1, let address = words.operands[1] else { return opaque(origin) }
            var name = address.lastName
            if name.hasSuffix(".git") { name.removeLast(4) }
            let target = words.operands.count > 2 ? words.operands[2] : name
            guard let target, let path = absolute(target) else { return opaque(origin) }
            note(.write(path), origin)
            add(.directory(path), origin)
            add(.opaque([path]), origin)
        case "config", "rev-parse", "describe", "log", "status", "lfs": return
        default: project(origin)
        }
    }

    private func account(_ program: String, _ arguments: [String?], _ origin: Place) {
        let words = CommandWords(
            arguments,
            valued: [
                "-u", "--uid", "-g", "--gid", "-G", "-d", "--home-dir", "--home", "-h", "-s", "--shell", "-c",
                "--comment", "--gecos", "--ingroup", "-k", "--groups", "-b",
            ])
        guard program == "useradd" || program == "adduser" else { return }
        guard let first = words.operands.first, let name = first else { return }
        let number = (words.value("-u", "--uid") ?? nil).flatMap { UInt32($0) }
        world.add(user: name, number: number)
        let isUseradd = program == "useradd"
        if let folder = words.value("-d", "--home-dir", "--home") ?? (isUseradd ? nil : words.value("-h")) {
            if let folder { world.add(home: folder, of: name) }
        }
        let home = world.homes[name] ?? "/home/" + name
        guard let home, let path = absolute(home) else { return }
        if isUseradd ? words.has("-m", "--create-home") : !words.has("-H", "--no-create-home") {
            let isSure = isUseradd || !(words.has("-S", "--system", "-D", "-r") || words.has("--disabled-login"))
            let owner: Owner = number.map { .number($0) } ?? .name(name)
            if isSure || words.has("-D") || words.has("--disabled-password") {
                add(.directory(path), origin, owner: owner)
                add(.opaque([path]), origin, owner: owner)
            } else {
                add(.opaque([path]), origin, owner: owner)
            }
        }
    }
}
