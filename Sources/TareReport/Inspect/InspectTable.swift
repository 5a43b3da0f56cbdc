internal import TareDiagnostics
internal import TareInventory
internal import TareOCI

/// `InspectResult` as people read it: what the image is, its layers, its system, its packages.
public enum InspectTable {
    public static func lines(_ result: InspectResult, _ style: TextStyle, allPackages: Bool = false) -> [String] {
        var lines = [style.bold(result.reference)]
        lines += facts(result).lines(style, indent: 2)
        lines += ["", style.bold("Layers")] + layers(result).lines(style, indent: 2)
        lines += section("Python", interpreters(result.inventory), style)
        lines += section("Virtual environments", environments(result.inventory), style)
        lines += packages(result.inventory, style, all: allPackages)
        lines += section("Set-uid and set-gid files", privileged(result.inventory), style)
        if !result.inventory.problems.isEmpty {
            lines += ["", style.bold("Not read: what follows is missing above")]
            lines += result.inventory.problems.map { "  \($0.path.printable()): \($0.what)" }
        }
        return lines
    }

    private static func section(_ title: String, _ table: TextTable?, _ style: TextStyle) -> [String] {
        table.map { ["", style.bold(title)] + $0.lines(style, indent: 2) } ?? []
    }

    private static func facts(_ result: InspectResult) -> TextTable {
        let (inventory, size, config) = (result.inventory, result.size, result.config)
        var table = TextTable([("", .left), ("", .left)])
        func add(_ name: String, _ value: String?) { table.add([name, value ?? "-"]) }
        add("digest", result.digest?.description)
        add("image id", result.imageID.description)
        add("platform", result.platform)
        add("created", result.created)
        add(
            "size",
            "\(ByteCount.text(size.compressed)) compressed, \(ByteCount.text(size.uncompressed)) uncompressed, "
                + "\(ByteCount.text(size.wasted.bytes)) wasted")
        add("os", inventory.operatingSystem.map(system))
        add("libc", library(inventory.libc) + (inventory.otherLibc.map { ", also " + library($0) } ?? ""))
        add("shell", inventory.programs.binSh ?? "none at /bin/sh")
        add("package managers", names(inventory.programs.packageManagers))
        add("python installers", names(inventory.programs.pythonInstallers))
        add("user", config.user ?? "root (none is set)")
        add("working directory", config.workingDirectory ?? "/")
        add("entrypoint", config.entrypoint.map(command))
        add("command", config.command.map(command))
        if let healthcheck = config.healthcheck { add("health check", command(healthcheck)) }
        if !config.exposedPorts.isEmpty { add("ports", config.exposedPorts.joined(separator: ", ")) }
        add("CA bundle", inventory.sharedData.certificateBundle ?? "none")
        add("time zones", inventory.sharedData.timeZones ?? "none")
        if let users = inventory.accounts.users {
            add("users", users.map { "\($0.name) \($0.id)" }.joined(separator: ", "))
        }
        return table
    }

    private static func layers(_ result: InspectResult) -> TextTable {
        var table = TextTable([
            ("#", .right), ("digest", .left), ("packed", .left), ("compressed", .right), ("uncompressed", .right),
            ("entries", .right), ("made by", .left),
        ])
        for (number, layer) in result.layers.enumerated() {
            table.add([
                "\(number)", layer.digest.short, layer.compression,
                layer.compression == "none" ? "-" : ByteCount.text(layer.compressed),
                ByteCount.text(layer.uncompressed), "\(layer.entries)", layer.createdBy ?? "-",
            ])
        }
        return table
    }

    private static func interpreters(_ inventory: ImageInventory) -> TextTable? {
        guard !inventory.interpreters.isEmpty else { return nil }
        var table = TextTable([
            ("version", .left), ("interpreter", .left), ("known by", .left), ("site-packages", .left),
        ])
        for interpreter in inventory.interpreters {
            table.add([
                interpreter.version ?? interpreter.minor.map { "\($0).-" } ?? "-", interpreter.path,
                interpreter.versionFrom?.rawValue ?? "-",
                interpreter.siteDirectories.filter(\.exists).map(\.path).joined(separator: " "),
            ])
        }
        return table
    }

    private static func environments(_ inventory: ImageInventory) -> TextTable? {
        guard !inventory.virtualEnvironments.isEmpty else { return nil }
        var table = TextTable([("python", .left), ("environment", .left), ("interpreter", .left)])
        for environment in inventory.virtualEnvironments {
            let needed = environment.homeExists ? environment.pointsTo : environment.home
            let missing = "missing: \(needed ?? "-")"
            table.add([
                environment.version ?? environment.minor?.description ?? "-", environment.path,
                environment.interpreter ?? missing,
            ])
        }
        return table
    }

    private static func packages(_ inventory: ImageInventory, _ style: TextStyle, all: Bool) -> [String] {
        guard !inventory.packages.isEmpty else { return ["", style.bold("Packages") + ": none found"] }
        let counts = PackageRecord.Kind.allCases.compactMap { kind -> String? in
            let count = inventory.packages.count { $0.type == kind }
            return count > 0 ? "\(count) \(kind.rawValue)" : nil
        }
        var lines = ["", style.bold("Packages") + ": " + counts.joined(separator: ", ")]
        let shown =
            all ? inventory.packages : inventory.packages.filter { $0.type == .python && $0.python?.isVendored != true }
        guard !shown.isEmpty else { return lines }
        var table = TextTable([("type", .left), ("name", .left), ("version", .left), ("layer", .right), ("at", .left)])
        for package in shown {
            table.add([
                package.type.rawValue, package.name, package.version ?? "-", package.layer.map { "\($0)" } ?? "-",
                package.python?.directory ?? package.location,
            ])
        }
        lines += table.lines(style, indent: 2)
        return lines
    }

    private static func privileged(_ inventory: ImageInventory) -> TextTable? {
        guard !inventory.privileges.setIDFiles.isEmpty else { return nil }
        var table = TextTable([("mode", .left), ("owner", .left), ("file", .left)])
        for file in inventory.privileges.setIDFiles {
            table.add([file.mode, "\(file.userID):\(file.groupID)", file.path])
        }
        return table
    }

    private static func system(_ system: OperatingSystem) -> String {
        var text = system.name ?? system.id ?? "-"
        if let release = system.release, !text.contains(release) { text += ", release \(release)" }
        if system.isDistroless, text != "Distroless" { text += ", distroless" }
        return text
    }

    private static func library(_ library: CLibrary) -> String {
        library.family == .none ? "none" : library.family.rawValue + " " + (library.version ?? "-")
    }

    private static func names(_ programs: [Program]) -> String {
        var seen: [String] = []
        for program in programs where !seen.contains(program.name) { seen.append(program.name) }
        return seen.isEmpty ? "none" : seen.joined(separator: ", ")
    }

    private static func command(_ words: [String]) -> String {
        "[" + words.map { "\"" + $0.printable(limit: 300) + "\"" }.joined(separator: ", ") + "]"
    }
}
