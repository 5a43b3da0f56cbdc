import TareOCI
import Testing

@testable import TareInventory

/// Environments as Dockerfiles make them, in small.
struct VirtualEnvironmentTests {
    private static let site = TestFile.directory("app/.venv/lib/python3.12/site-packages")

    private func environment(_ files: [TestFile]) throws -> VirtualEnvironment {
        try #require(ImageInventory(files + [Self.site]).virtualEnvironments.first)
    }

    @Test
    func `an environment that was copied without its interpreter is seen to be broken`() throws {
        let found = try environment([
            .text("app/.venv/pyvenv.cfg", "home = /usr/local/bin\nuv = 0.9.5\nversion_info = 3.12.7\n"),
            .link("app/.venv/bin/python", to: "/usr/local/bin/python3.12"),
            .link("app/.venv/bin/python3", to: "python"),
        ])
        #expect(found.pointsTo == "/usr/local/bin/python3.12")
        #expect(found.interpreter == nil)
        #expect(!found.homeExists)
        #expect(found.creator == "uv 0.9.5")
        #expect(found.version == "3.12.7")
        #expect(found.minor == PythonMinor("3.12"))
        #expect(found.includesSystemSitePackages == nil)
    }

    @Test
    func `keys are read in any case and with any spaces`() throws {
        let found = try environment([
            .text(
                "app/.venv/pyvenv.cfg",
                "HOME=/usr/bin\r\nInclude-System-Site-Packages\t=  TRUE\r\nversion = 3.12.1\nvirtualenv = 20.26.3\nnoise\n"
            ),
            .executable("usr/bin/python3.12"), .link("app/.venv/bin/python", to: "../../../usr/bin/python3.12"),
        ])
        #expect(found.home == "/usr/bin")
        #expect(found.homeExists)
        #expect(found.includesSystemSitePackages == true)
        #expect(found.creator == "virtualenv 20.26.3")
        #expect(found.interpreter == "/usr/bin/python3.12")
        #expect(found.pointsTo == "/usr/bin/python3.12")
    }

    @Test
    func `a copied executable still needs the interpreter at home`() throws {
        let files: [TestFile] = [
            .text("app/.venv/pyvenv.cfg", "home = /opt/py/bin\n"), .executable("app/.venv/bin/python"),
        ]
        #expect(try environment(files).interpreter == nil)
        #expect(try environment(files + [.executable("opt/py/bin/python3.12")]).interpreter == "/opt/py/bin/python3.12")
    }

    @Test
    func `links that run in a circle end`() throws {
        let found = try environment([
            .text("app/.venv/pyvenv.cfg", "home = /x\n"), .link("app/.venv/bin/python", to: "python3"),
            .link("app/.venv/bin/python3", to: "python"),
        ])
        #expect(found.interpreter == nil)
        #expect(found.pointsTo?.hasPrefix("/app/.venv/bin/") == true)
    }

    @Test
    func `an environment removed by an upper layer is gone, one that is replaced is the upper one`() throws {
        let lower = LayerIndex([
            .text("app/.venv/pyvenv.cfg", "home = /a\n"), .text("srv/.venv/pyvenv.cfg", "home = /a\n"),
            .text("app/.venv/lib/python3.12/site-packages/a-1.dist-info/METADATA", "Name: a\nVersion: 1\n"),
        ])
        let upper = LayerIndex([
            .opaqueMarker("app/.venv"), .whiteout("srv/.venv"), .text("app/.venv/pyvenv.cfg", "home = /b\n"),
            .text("app/.venv/lib/python3.12/site-packages/b-1.dist-info/METADATA", "Name: b\nVersion: 1\n"),
        ])
        let inventory = ImageInventory(of: ImageTree(layers: [lower, upper]))
        #expect(inventory.virtualEnvironments.map { [$0.path, $0.home] } == [["/app/.venv", "/b"]])
        #expect(inventory.virtualEnvironments.first?.layer == 1)
        #expect(inventory.packages.map(\.line) == ["python b 1 - layer 1"])
    }
}
