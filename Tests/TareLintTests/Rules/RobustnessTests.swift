import TareDockerfile
import TareLint
import Testing

@Suite("Any bytes")
struct RobustnessTests {
    private static let pieces: [String] = [
        "FROM ", "RUN ", "COPY --from=", "ENV A=", "LABEL ", "ARG ", "EXPOSE ", "USER ", "WORKDIR ", "ONBUILD ", "\n",
        "\n", "\\\n", "<<EOF\n", "EOF\n", "\"", "'", "$", "${", "}", "[", "]", "{", "(", ")", "`", "apt-get install ",
        "pip install ", "yum module install ", "-", "--", "=", ":", "@", "/", "# hadolint ignore=DL3006\n",
        "# check=skip=all\n", "exec ", "time ", "go run ", "npm install @", "\u{0}", "\u{FEFF}", "é", " ", "  ", "a",
        "1:2:3/TCP ", "HEALTHCHECK CMD ", "CMD ", "SHELL [\"bash\", \"-o\", \"pipefail\"]\n", "tar -x a.tar ",
        "COPY a.tar /\n", "AS b\n",
        "FROM python:3.12-slim AS b\n", "FROM b\n", "COPY --from=b /app /app\n", "RUN uv sync --frozen\n", "USER app\n",
        "RUN python -m venv /app && cp -r /app /b && ln -s /b /app/b\n", "CMD [\"uvicorn\", \"a:b\"]\n",
        "VOLUME /app\n",
        "ENTRYPOINT exec sh -c 'uvicorn a:b'\n", "RUN --mount=from=b,target=/x pip install -r /x/r --target /y\n",
        "scratch ", "&&", "|", ";", "~", "*", "?",
    ]

    @Test func `are linted without a trap, with findings inside the file`() {
        var generator = SeededGenerator(seed: 41)
        var settings = LintSettings()
        settings.enabled = Set(Rules.all.map(\.id))
        settings.dockerignore = DockerIgnore(Array("*\n!b\n[x\n".utf8))
        settings.context = BuildContextFiles(paths: ["b", "a.py", "pyproject.toml", "b/c"]) { _ in
            Array("[x]\na=[".utf8)
        }
        settings.hadolint.trustedRegistries = ["*x"]
        settings.hadolint.labelSchema = ["a": .semver, "b": .email, "c": .rfc3339, "d": .url, "e": .spdx]
        let linter = Linter(settings)
        for _ in 0..<1_500 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...40, using: &generator) {
                if Int.random(in: 0..<12, using: &generator) == 0 {
                    bytes.append(UInt8.random(in: 0...255, using: &generator))
                } else if let piece = Self.pieces.randomElement(using: &generator) {
                    bytes += piece.utf8
                }
            }
            let (fixed, _, _) = linter.fixing(bytes)
            let result = linter.lint(bytes)
            for finding in result.findings {
                let isInside = finding.range.offsets.upperBound <= bytes.count && finding.start <= finding.end
                #expect(isInside, "\(finding.rule) in \(bytes)")
            }
            #expect(linter.lint(bytes) == result)
            #expect(linter.fixing(fixed).source == fixed, "\(String(decoding: bytes, as: UTF8.self))")
        }
    }

    /// Stages that stand and copy on one another would be looked through again and again.
    @Test func `in chains of stages are evaluated in bounded time`() {
        var text = "FROM python:3.12-slim AS s0\nRUN python -m venv /app\n"
        for index in 1..<300 {
            text += "FROM s\(index - 1) AS s\(index)\n"
            text += "COPY --from=s\(index - 1) /app /a\(index)\nCOPY --from=s\(index - 1) / /x\nRUN cp -r /x /y\n"
            text += "CMD [\"/y/x/app/bin/uvicorn\", \"a:b\"]\n"
        }
        #expect(Linter().lint(Array(text.utf8)).findings.count < 10_000)
    }
}
