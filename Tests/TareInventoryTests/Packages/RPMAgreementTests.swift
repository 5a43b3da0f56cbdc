import Foundation
import TareOCI
import Testing

@testable import TareInventory

/// Holds the reader of rpm's database against rpm itself: packages are built and installed into a directory.
@Suite(.enabled(if: Tool.available("rpm", "rpmbuild", "tar"), "needs rpm"))
struct RPMAgreementTests {
    /// Installs packages without privileges; as many as it takes for trees of several levels and overflow pages.
    private func database(packages: Int, files: Int) throws -> ScratchDirectory {
        let scratch = try ScratchDirectory()
        let list = (0..<files).map { "%attr(644,root,root) /usr/share/tare/file-\($0)-with-a-name-that-fills-pages" }
        let subpackages = (0..<packages).map { number in
            """
            %package -n tare-sub\(number)
            Summary: Subpackage \(number)
            \(number.isMultiple(of: 3) ? "Epoch: \(number + 1)" : "")
            Version: 1.\(number)
            License: MIT AND Apache-2.0
            %description -n tare-sub\(number)
            %files -n tare-sub\(number)
            %dir /opt/tare\(number)
            """
        }
        let specification = """
            Name: tare-fixture
            Version: 2.0~rc1
            Release: 3%{?dist}
            Summary: A package with Python metadata
            License: Apache-2.0
            BuildArch: noarch
            %description
            %install
            mkdir -p %{buildroot}/usr/share/tare %{buildroot}/usr/lib/python3.12/site-packages/hello-1.0.dist-info
            for n in $(seq 0 \(files - 1)); do : > %{buildroot}/usr/share/tare/file-$n-with-a-name-that-fills-pages; done
            printf 'Name: hello\\nVersion: 1.0\\n' > %{buildroot}/usr/lib/python3.12/site-packages/hello-1.0.dist-info/METADATA
            for n in $(seq 0 \(packages - 1)); do mkdir -p %{buildroot}/opt/tare$n; done
            %files
            /usr/lib/python3.12/site-packages/hello-1.0.dist-info/METADATA
            \(list.joined(separator: "\n"))
            \(subpackages.joined(separator: "\n"))
            """
        try Data(specification.utf8).write(to: scratch.url.appendingPathComponent("tare.spec"))
        _ = try Tool.run(
            "rpmbuild",
            [
                "-bb", "--quiet", "--define", "_topdir \(scratch.path("build"))", "--define", "dist .el9",
                "--define", "_binary_payload w0.gzdio", scratch.path("tare.spec"),
            ])
        let built = scratch.path("build/RPMS/noarch")
        let archives = try FileManager.default.contentsOfDirectory(atPath: built).sorted().map { "\(built)/\($0)" }
        _ = try Tool.run(
            "rpm",
            [
                "--root", scratch.path("root"), "--define", "_db_backend sqlite",
                "--define", "_dbpath /usr/lib/sysimage/rpm", "-i", "--justdb", "--nodeps", "--noscripts",
            ] + archives)
        return scratch
    }

    @Test("packages are those that rpm lists", arguments: [(1, 1), (90, 1_500)])
    func agreement(packages: Int, files: Int) throws {
        let scratch = try database(packages: packages, files: files)
        let root = scratch.path("root")
        let format = "%{NAME} %|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE} %{ARCH} %{LICENSE}|%{SOURCERPM}\\n"
        let expected = try Tool.run(
            "rpm", ["--root", root, "--define", "_dbpath /usr/lib/sysimage/rpm", "-qa", "--qf", format])
        var layer = try MeasuredLayer.packing(
            ["usr/lib/sysimage/rpm"], of: root, options: ["--exclude=*-wal", "--exclude=*-shm"])
        let metadata = "usr/lib/python3.12/site-packages/hello-1.0.dist-info/METADATA"
        layer.add(.regular, metadata, content: Array("Name: hello\nVersion: 1.0\n".utf8))
        let inventory = ImageInventory(of: ImageTree(layers: [layer]))
        let found = inventory.packages.filter { $0.type == .rpm }.map { package in
            "\(package.name) \(package.version ?? "-") \(package.architecture ?? "-") \(package.license ?? "-")"
                + "|\(package.sourceName ?? "-")-\(package.sourceVersion ?? "-").src.rpm"
        }
        #expect(found.sorted() == expected.split(separator: "\n").map(String.init).sorted())
        #expect(found.count == packages + 1)
        #expect(inventory.problems == [])
        let python = try #require(inventory.packages.first { $0.type == .python })
        #expect(python.owner == PackageReference(type: .rpm, name: "tare-fixture"))
    }
}
