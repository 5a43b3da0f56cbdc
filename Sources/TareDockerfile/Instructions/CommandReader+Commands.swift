extension CommandReader {
    mutating func readRun() -> Command {
        let flags = readFlags([.strings("mount"), .string("network"), .string("security"), .strings("device")])
        var devices: [Device] = []
        for flag in flags.all("device") {
            do { devices.append(try Device(flag.value?.text ?? "")) } catch { report(error.message, at: flag.range) }
        }
        let mounts = flags.all("mount")
        for flag in mounts { checkMount(flag) }
        let network = flags["network"]
        if let network, !["default", "none", "host"].contains(network.text) {
            report(
                "invalid network mode \(network.text.goQuoted)", hint: "use default, none or host", at: network.range)
        }
        let security = flags["security"]
        if let security, security.text != "sandbox", security.text != "insecure" {
            report(
                "security \(security.text.goQuoted) is not valid", hint: "use sandbox or insecure", at: security.range)
        }
        return .run(
            RunCommand(
                line: line(words), mountFlags: mounts, network: network, security: security, devices: devices))
    }

    /// What BuildKit looks at before variables are known; then, if there are none, the rest.
    private mutating func checkMount(_ flag: Flag) {
        let text = flag.value?.text ?? ""
        do {
            for field in try CSVFields.parse(text)
            where field.utf8.count > 4 && field.utf8.first.map({ $0 | 0x20 }) == 0x66 {
                guard let (key, value) = field.cut(at: "="), key.lowercased() == "from" else { continue }
                if let sign = value.utf8.firstIndex(of: 0x24), value.utf8.index(after: sign) != value.utf8.endIndex {
                    report(
                        "'from' doesn't support variable expansion, define alias stage instead",
                        hint: "add FROM \(value) AS name, and mount from name", at: flag.range)
                }
            }
        } catch {
            report("failed to parse csv mounts: \(error.message)", at: flag.range)
            return
        }
        if !text.utf8.contains(0x24) { _ = Mount(flag, variables: [:], problems: &problems) }
    }

    mutating func readHealthcheck() -> Command {
        guard let type = words.first else {
            if !instruction.isBroken { report("HEALTHCHECK requires at least one argument") }
            return .malformed
        }
        let rest = Array(words.dropFirst())
        if type.equalsIgnoringCase("none") {
            if !rest.isEmpty { report("HEALTHCHECK NONE takes no arguments", at: rest[0].range) }
            return .healthcheck(HealthcheckCommand(line: nil))
        }
        let flags = readFlags([
            .string("interval"), .string("timeout"), .string("start-period"), .string("start-interval"),
            .string("retries"),
        ])
        guard type.equalsIgnoringCase("cmd") else {
            report("Unknown type \(type.text.uppercased().goQuoted) in HEALTHCHECK (try CMD)", at: type.range)
            return .malformed
        }
        if rest.isEmpty, !instruction.isBroken { report("Missing command after HEALTHCHECK CMD") }
        var command = HealthcheckCommand(line: line(rest))
        command.interval = duration(flags["interval"], "interval")
        command.timeout = duration(flags["timeout"], "timeout")
        command.startPeriod = duration(flags["start-period"], "start-period")
        command.startInterval = duration(flags["start-interval"], "start-interval")
        if let word = flags["retries"], !word.isEmpty { command.retries = retries(word) }
        return .healthcheck(command)
    }

    private mutating func duration(_ word: Word?, _ name: String) -> GoDuration? {
        guard let word, !word.isEmpty else { return nil }
        do {
            let duration = try GoDuration(word.text)
            if duration.nanoseconds != 0, duration.nanoseconds < 1_000_000 {
                report("Interval \(name.goQuoted) cannot be less than 1ms", at: word.range)
            }
            return duration
        } catch {
            report(error.message, hint: "write a number with a unit, as 30s or 1m30s", at: word.range)
            return nil
        }
    }

    private mutating func retries(_ word: Word) -> Int? {
        let text = word.text
        let digits = text.utf8.first == 0x2B || text.utf8.first == 0x2D ? text.utf8.dropFirst() : text.utf8[...]
        guard !digits.isEmpty, digits.allSatisfy(\.isDigit) else {
            report("strconv.ParseInt: parsing \(text.goQuoted): invalid syntax", at: word.range)
            return nil
        }
        guard let number = Int32(text) else {
            report("strconv.ParseInt: parsing \(text.goQuoted): value out of range", at: word.range)
            return nil
        }
        if number < 0 { report("--retries cannot be negative (\(number))", at: word.range) }
        return Int(number)
    }
}
