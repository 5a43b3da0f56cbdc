import Testing

@testable import TarePython

@Suite struct LockedWheelTests {
    private func package(_ names: [String]) throws -> LockedPackage {
        var package = LockedPackage(
            name: try PackageName("one"), version: try PEP440Version("1.0"), source: .registry(nil))
        package.files = names.map { LockedFile(.url("https://x/a%20b/\($0)#sha256=ab")) }
        var words = WheelVocabulary()
        package.readWheels(&words)
        return package
    }

    private func tags(_ machine: Machine) throws -> CompatibleTags {
        CompatibleTags(
            for: try InstallTarget(
                python: PEP440Version("3.12.4"), machine: machine, library: .glibc(major: 2, minor: 36)))
    }

    @Test func `wheels keep their places among the files`() throws {
        let package = try package([
            "one-1.0.tar.gz", "one-1.0-cp312-cp312-manylinux_2_17_x86_64.whl", "one-1.0-broken.whl",
            "one-1.0-py3-none-any.whl",
        ])
        #expect(package.wheels.map(\.place) == [1, 3])
        #expect(package.hasSource)
        guard case .wheel(let filename, let file) = package.wheel(for: try tags(.x86_64)) else {
            Issue.record("no wheel")
            return
        }
        #expect(file == package.files[1] && filename.description == file.name)
        guard case .wheel(_, let other) = package.wheel(for: try tags(.aarch64)) else {
            Issue.record("no wheel")
            return
        }
        #expect(other == package.files[3])
    }

    @Test func `a package without a fitting wheel tells why`() throws {
        let alone = try package(["one-1.0-cp312-cp312-manylinux_2_17_x86_64.whl"])
        #expect(!alone.hasSource)
        guard case .none(let mismatch) = alone.wheel(for: try tags(.aarch64)) else {
            Issue.record("a wheel")
            return
        }
        #expect(mismatch.reason == .machine(["x86_64"]))
        guard case .none(let none) = try package(["one-1.0.zip"]).wheel(for: try tags(.aarch64)) else {
            Issue.record("a wheel")
            return
        }
        #expect(none.reason == .noWheels(hasSource: true))
    }

    /// What is remembered of one name must not leak into another.
    @Test func `names that are read in a row are the names that are read alone`() throws {
        let names = [
            "a-1.0-py3-none-any.whl", "b-1.0-py3-none-any.whl", "b-1.0-1x-py3-none-any.whl",
            "b-1.0.0-py2.py3-none-any.whl",
            "B-1.0-cp312-abi3-musllinux_1_2_aarch64.whl", "b-2!1.0+c.1-cp313-cp313t-win_amd64.whl",
            "b_c-1.0-cp312-cp312-manylinux1_x86_64.manylinux_2_5_x86_64.linux_aarch64.whl", "b-1.0-py3-none-any.whl",
        ]
        var words = WheelVocabulary()
        for name in names {
            let wheel = try WheelFilename(bytes: Array(name.utf8)[...], &words)
            #expect(wheel == (try WheelFilename(name)))
            #expect(wheel.name.description == PackageName.normalised(String(name.prefix { $0 != "-" })))
        }
        for damaged in [
            "b-1.0-py3-none.whl", "b-x-py3-none-any.whl", "b-1.0-py3-none-.whl", "b__c-1.0-py3-none-any.whl",
        ] {
            #expect(throws: WheelFilenameError.self) { try WheelFilename(bytes: Array(damaged.utf8)[...], &words) }
        }
    }
}
