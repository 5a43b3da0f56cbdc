import Foundation
import TareOCI
import Testing

@testable import TareInventory

/// Holds the inventory of this machine's own Debian system against what dpkg says of it.
@Suite(.enabled(if: Tool.available("dpkg-query", "tar"), "needs a Debian system"))
struct DpkgAgreementTests {
    private static let inventory: Result<ImageInventory, any Error> = Result {
        let layer = try MeasuredLayer.packing(
            ["var/lib/dpkg", "usr/lib/python3/dist-packages", "etc/os-release", "usr/lib/os-release"], of: "/",
            options: ["--ignore-failed-read", "--exclude=*.so", "--exclude=*.pyc"])
        return ImageInventory(of: ImageTree(layers: [layer]))
    }

    @Test
    func `the packages of this machine are those that dpkg lists`() throws {
        let inventory = try Self.inventory.get()
        let format = "${db:Status-Status} ${Package} ${Version} ${Architecture} ${source:Package} ${source:Version}\n"
        let expected = try Tool.run("dpkg-query", ["-W", "-f", format]).split(separator: "\n")
            .filter { $0.hasPrefix("installed ") }.map { String($0.dropFirst("installed ".count)) }
        let found = inventory.packages.filter { $0.type == .deb }.map { package in
            [
                package.name, package.version ?? "-", package.architecture ?? "-", package.sourceName ?? "-",
                package.sourceVersion ?? "-",
            ].joined(separator: " ")
        }
        #expect(!expected.isEmpty)
        #expect(found.sorted() == expected.sorted())
        #expect(inventory.packages.allSatisfy { $0.layer == 0 })
        #expect(inventory.problems == [])
    }

    @Test
    func `the owners of Python packages are those that dpkg names`() throws {
        let python = try Self.inventory.get().packages.filter { $0.type == .python }
        for package in python {
            let answer = try? Tool.run("dpkg", ["-S", package.location])
            #expect(package.owner?.name == answer?.split(separator: ":").first.map(String.init), "\(package.location)")
            #expect(package.owner == nil || package.owner?.type == .deb)
        }
        #expect(python.contains { $0.owner != nil } || python.isEmpty)
    }
}
