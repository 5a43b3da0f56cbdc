extension RunReader {
    /// Package tools of the system: those of `CommandTable.Kind.packages`.
    mutating func readPackages(_ program: String, _ arguments: [String?], _ origin: Place) {
        switch program {
        case "apt-get", "apt", "aptitude": apt(arguments, origin)
        case "apk": apk(arguments, origin)
        default: add(.packages(PackageChange(names: [], isOpen: true)), origin)
        }
    }

    private func apt(_ arguments: [String?], _ origin: Place) {
        let words = CommandWords(arguments, valued: ["-t", "-o", "-c", "--target-release", "--option"])
        guard let verb = words.operands.first else { return }
        switch verb {
        case "install", "reinstall", "satisfy": install(words.operands.dropFirst(), origin)
        case "remove", "purge", "autoremove", "autopurge":
            remove(words.operands.dropFirst(), origin)
            // Whatever nothing else depends on goes too.
            if words.has("--auto-remove", "--autoremove") || verb?.hasPrefix("auto") == true {
                if words.operands.count > 1 { return }
            }
        case "build-dep", nil: add(.packages(PackageChange(names: [], isOpen: true)), origin)
        default: break
        }
    }

    private func apk(_ arguments: [String?], _ origin: Place) {
        let words = CommandWords(
            arguments, valued: ["-t", "--virtual", "-X", "--repository", "--repositories-file", "-p", "--root"])
        guard let verb = words.operands.first else { return }
        switch verb {
        case "add":
            let names = words.operands.dropFirst()
            if let virtual = words.value("-t", "--virtual") {
                world.remembered[virtual ?? ""] = names.compactMap { $0.map(Self.packageName) }
            }
            install(names, origin)
        case "del":
            for name in words.operands.dropFirst() {
                let held = world.remembered[name ?? ""]
                if let held { add(.removedPackages(held), origin) } else { remove([name], origin) }
            }
        case nil: add(.packages(PackageChange(names: [], isOpen: true)), origin)
        default: break
        }
    }

    private func install(_ operands: some Sequence<String?>, _ origin: Place) {
        var change = PackageChange(names: [], isOpen: false)
        for operand in operands {
            guard let operand, !operand.has(anyOf: "*?[") else {
                change.isOpen = true
                continue
            }
            if operand.utf8.contains(0x20) {
                // Several in one variable.
                for word in operand.utf8.split(separator: 0x20) {
                    change.names.append(Self.packageName(String(Substring(word))))
                }
            } else {
                change.names.append(Self.packageName(operand))
            }
        }
        add(.packages(change), origin)
    }

    private func remove(_ operands: some Sequence<String?>, _ origin: Place) {
        let names = operands.compactMap { $0 }.flatMap { $0.split(separator: " ").map(String.init) }
        if !names.isEmpty { add(.removedPackages(names.map(Self.packageName)), origin) }
    }

    /// Without version, release and architecture; a file's own name.
    static func packageName(_ word: String) -> String {
        guard let end = word.utf8.firstIndex(where: { "=~<>/:@".utf8.contains($0) }) else { return word }
        return String(word[..<end])
    }
}
