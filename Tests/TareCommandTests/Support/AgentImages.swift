import Foundation
import Testing

/// The example on an assembled base, installed by uv and packed by umoci: nothing of it is Tare's but the base.
final class AgentImages: Sendable {
    static let isPossible =
        getuid() == 0 && Peers.umoci != nil && Peers.bwrap != nil && Peers.uv != nil && ExampleService.isPossible
    static let shared = Result { try AgentImages() }

    /// A layout with the tags `agent`, and `broken`, which lacks a package.
    let layout: String
    /// The names of tools that the official client lists.
    let tools: [String]
    private let root: RootFileSystem

    private init() throws {
        root = try RootFileSystem(of: try AssembledBases.archive("debian-distroless-python", "trixie"))
        layout = root.layout
        _ = try ExampleService.install(in: root, minor: "3.13")
        try Self.pack(root, as: "agent")
        let listed = try root.run(
            ["/app/.venv/bin/python", "-c", Self.client()], environment: ["PATH": "/app/.venv/bin:/usr/bin"],
            folder: "/app")
        try #require(listed.code == 0, "\(listed.errors)")
        tools = listed.text.split(separator: "\n").map(String.init)
        try FileManager.default.removeItem(
            atPath: root.path + "/app/.venv/lib/python3.13/site-packages/pydantic_settings")
        try Self.pack(root, as: "broken")
        // umoci keeps its layouts to itself.
        _ = try TareProcess.command("/bin/chmod", ["-R", "a+rX", root.layout])
    }

    private static func pack(_ root: RootFileSystem, as tag: String) throws {
        let image = root.layout + ":" + tag
        for arguments in [
            ["repack", "--image", image, root.bundle],
            [
                "config", "--image", image, "--config.user", "65532:65532", "--config.workingdir", "/app",
                "--config.env", "PATH=/app/.venv/bin:/usr/bin", "--config.env", "PYTHONDONTWRITEBYTECODE=1",
                "--clear", "config.entrypoint", "--config.exposedports", "8000/tcp",
            ] + ["python", "-m", "uvicorn", "server:app", "--host", "0.0.0.0"].flatMap { ["--config.cmd", $0] },
        ] {
            let outcome = try TareProcess.command(try #require(Peers.umoci), arguments)
            try #require(outcome.code == 0, "\(outcome.errors)")
        }
    }

    /// A program that starts the service, waits until it is healthy, and asks by the `mcp` package's own client: it prints
    /// the names of the tools first.
    ///
    /// - Parameters:
    ///   - setup: lines in front.
    ///   - environment: of the service, as an expression.
    ///   - question: what else is asked of `client`, a line each.
    static func client(setup: String = "", environment: String = "None", question: [String] = []) -> String {
        """
        import asyncio, http.server, json, os, subprocess, sys, threading, time, urllib.request
        from mcp import Client
        \(setup)
        service = subprocess.Popen([sys.executable, "-m", "uvicorn", "server:app"], stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, env=\(environment))
        async def ask():
            async with Client("http://127.0.0.1:8000/mcp") as client:
                for tool in (await client.list_tools()).tools:
                    print(tool.name)
        \(question.map { "        " + $0 }.joined(separator: "\n"))
        try:
            for _ in range(150):
                try:
                    urllib.request.urlopen("http://127.0.0.1:8000/health", timeout=2)
                    break
                except OSError:
                    time.sleep(0.2)
            asyncio.run(ask())
        finally:
            service.terminate()
        """
    }
}
