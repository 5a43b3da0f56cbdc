import Foundation
import TareOCI
import Testing

@testable import TareInventory

/// Holds what is found of an environment against what its own `importlib.metadata` and `pip` say.
@Suite(.enabled(if: InstalledEnvironment.isPossible, "needs an interpreter with venv and pip"))
struct VirtualEnvironmentAgreementTests {
    @Test
    func `an environment's packages are those that importlib lists`() throws {
        let environment = try InstalledEnvironment(withPip: true)
        let inventory = try environment.inventory()
        #expect(inventory.pythonPackages(below: "/app/.venv") == (try environment.packages()))
        #expect(inventory.packages.allSatisfy { $0.type != .python || $0.layer == 1 })
        let found = try #require(inventory.virtualEnvironments.first)
        let minor = environment.interpreter.minor
        #expect(inventory.virtualEnvironments.count == 1)
        #expect(found.path == "/app/.venv")
        #expect(found.interpreter == environment.interpreter.path)
        #expect(found.homeExists)
        #expect(found.minor?.description == minor)
        #expect(found.version == environment.interpreter.facts.version)
        #expect(found.includesSystemSitePackages == false)
        #expect(found.siteDirectories == ["/app/.venv/lib/python\(minor)/site-packages"])
        #expect(inventory.interpreters.map(\.path) == [environment.interpreter.path])
    }

    @Test("packages from a directory record it", arguments: [false, true])
    func direct(isEditable: Bool) throws {
        let environment = try InstalledEnvironment()
        let project = Places.fixtures.appendingPathComponent("project").path
        try environment.pip(
            ["install", "--no-index", "--no-build-isolation", "--no-deps"] + (isEditable ? ["--editable"] : []) + [
                project
            ])
        let inventory = try environment.inventory()
        #expect(inventory.pythonPackages(below: "/app/.venv") == (try environment.packages()))
        let package = try #require(inventory.packages.first { $0.normalizedName == "tare-example-project" })
        #expect(package.name == "Tare_Example.Project")
        #expect(package.version == "1.2.post3")
        #expect(package.license == "MIT")
        #expect(package.python?.installer == "pip")
        #expect(package.python?.directURL == "file://" + project)
        #expect(package.python?.isEditable == isEditable)
        #expect(package.python?.wheelTags == ["py3-none-any"])
        #expect(package.python?.directory == inventory.virtualEnvironments.first?.siteDirectories.first)
    }

    /// Packages with extension modules, typed names, a bill of materials inside, and one that only has sources.
    private static let requirements = [
        "typing_extensions==4.15.0", "zope.interface==7.2", "PyYAML==6.0.2", "ruamel.yaml==0.18.6", "docopt==0.6.2",
        "cryptography==48.0.0",
    ]

    /// `nil`, with the reason printed, where no index is reached.
    static let fromIndex: InstalledEnvironment? = {
        do {
            let environment = try InstalledEnvironment()
            try environment.pip(["install", "--timeout", "10", "--retries", "0"] + requirements)
            return environment
        } catch {
            print("skipped: nothing could be installed from a Python index (\(error))")
            return nil
        }
    }()

    @Test(.enabled(if: VirtualEnvironmentAgreementTests.fromIndex != nil, "needs a Python index"))
    func `packages of the index are those that importlib and pip list`() throws {
        let environment = try #require(Self.fromIndex)
        let inventory = try environment.inventory()
        #expect(inventory.pythonPackages(below: "/app/.venv") == (try environment.packages()))
        let listed = try environment.pip(["list", "--format=freeze"])
        let found = inventory.packages.filter { $0.type == .python && $0.python?.isVendored == false }
        #expect(
            Set(found.map { "\($0.normalizedName)==\($0.version ?? "-")" })
                == Set(
                    listed.split(separator: "\n").map { line in
                        let parts = line.split(separator: "=")
                        return "\(PythonName.normalized(String(parts[0])))==\(parts[parts.count - 1])"
                    }))
        let yaml = try #require(found.first { $0.name == "PyYAML" })
        #expect(yaml.python?.wheelTags.allSatisfy { $0.contains("manylinux") || $0.contains("musllinux") } == true)
        #expect(yaml.python?.directURL == nil)
        #expect(inventory.problems == [])
        #expect(try sboms(found) == (try sboms(of: environment)))
    }

    private func sboms(_ packages: [PackageRecord]) throws -> [String] {
        packages.flatMap { $0.python?.embeddedSBOMs ?? [] }
            .map { "\($0.path.split(separator: "/").last ?? "") \($0.components ?? -1)" }.sorted()
    }

    /// The same of `.dist-info/sboms` (PEP 770), by Python's own JSON.
    private func sboms(of environment: InstalledEnvironment) throws -> [String] {
        let question = """
            import glob, json, os, sysconfig
            for path in glob.glob(os.path.join(sysconfig.get_path("purelib"), "*.dist-info", "sboms", "*")):
                print(os.path.basename(path), len(json.load(open(path))["components"]))
            """
        let lines = try Tool.run(environment.path + "/bin/python", ["-c", question]).split(separator: "\n")
        #expect(!lines.isEmpty)
        return lines.map(String.init).sorted()
    }

    @Test(arguments: InstalledInterpreter.all.filter { $0.facts.prefix != "/usr" && !$0.facts.version.hasPrefix("2.") })
    func `an interpreter's own site-packages hold what importlib lists`(_ interpreter: InstalledInterpreter) throws {
        let question = """
            import json, sys
            try:
                from importlib.metadata import distributions
                print(json.dumps([[d.metadata["Name"], d.version] for d in distributions()]))
            except ImportError:
                import pkg_resources
                print(json.dumps([[d.project_name, d.version] for d in pkg_resources.working_set]))
            """
        let answer = try Tool.run(interpreter.path, ["-s", "-E", "-c", question])
        let expected = try JSONDecoder().decode([[String]].self, from: Data(answer.utf8))
        let layer = try MeasuredLayer.packing(interpreter.members().filter { $0.hasSuffix("-info") }, of: "/")
        let found = ImageInventory(of: ImageTree(layers: [layer])).packages.filter {
            $0.type == .python && $0.python?.isVendored == false
        }
        #expect(
            found.map { "\($0.normalizedName) \($0.version ?? "-")" }.sorted()
                == expected.map { "\(PythonName.normalized($0[0])) \($0[1])" }.sorted())
    }
}
