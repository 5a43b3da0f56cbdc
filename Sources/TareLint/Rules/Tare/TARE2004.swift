import TareDockerfile

extension Rule {
    static let tare2004 = Rule(
        tare: "TARE2004", .error, "The health check asks another port than the server listens on",
        rationale: """
            The container never becomes healthy, however well it serves.
            """,
        bad: """
            FROM python:3.12-slim
            RUN pip install uvicorn
            HEALTHCHECK CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://localhost:8080/health')"]
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0", "--port", "8000"]

            """,
        good: """
            FROM python:3.12-slim
            RUN pip install uvicorn
            HEALTHCHECK CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://localhost:8000/health')"]
            CMD ["uvicorn", "server:app", "--host", "0.0.0.0", "--port", "8000"]

            """,
        tags: [.reliability], needs: .healthcheck, traits: .python
    ) { build, _, report in
        for process in build.processes {
            guard let (command, server) = process.onlyServer, !server.isLocal, let port = server.port,
                let (instruction, check) = process.world.stage.final.healthcheck, let line = check.line
            else { continue }
            let text = line.form == .exec ? line.words.map(\.text).joined(separator: " ") : line.text?.text ?? ""
            guard let asked = text.localPort, asked != port else { continue }
            report.add(
                instruction.placeRange, "the health check asks port \(asked), the server listens on \(port)",
                evidence: [Evidence(text.shortened, at: instruction.placeRange), command.evidence])
        }
    }
}

extension String {
    /// The port of the first address of this host in a text; nil without one, or if it is a variable.
    fileprivate var localPort: Int? {
        let bytes = Array(utf8)
        for (start, scheme) in Self.localAddresses {
            let place = bytes.withUnsafeBufferPointer { bytes in
                start.withUnsafeBufferPointer { bytes.firstPlace(of: $0) }
            }
            guard let place else { continue }
            let behind = bytes[(place + start.count)...]
            if behind.first == 0x3A {
                let digits = behind.dropFirst().prefix { $0 &- 0x30 < 10 }
                return digits.isEmpty ? nil : Int(String(decoding: digits, as: UTF8.self))
            }
            if let scheme, behind.first == nil || behind.first == 0x2F { return scheme }
            return nil
        }
        return nil
    }

    /// With the port of their scheme, in the order in which they are looked for.
    private static let localAddresses: [(start: [UInt8], port: Int?)] =
        ["localhost", "127.0.0.1", "0.0.0.0", "[::1]"].flatMap { host in
            [("http://", 80), ("https://", 443), ("", nil)].map { (Array(($0.0 + host).utf8), $0.1) }
        }
}
