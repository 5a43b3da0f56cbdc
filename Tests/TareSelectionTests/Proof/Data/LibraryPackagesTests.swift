import Foundation
import Testing

@testable import TareSelection
@testable import TareTestImages

struct LibraryPackagesTests {
    @Test(.enabled(if: Tool.find("dpkg-query") != nil, "needs dpkg"))
    func `dpkg has the libraries in the packages that the table names`() throws {
        // `PACKAGE[:ARCHITECTURE][, …]: PATH`.
        let answer = try Tool.answer("dpkg-query", ["--search", "*/lib*.so*"])
        var owners: [String: Set<String>] = [:]
        for line in answer.output.split(separator: "\n") {
            guard let colon = line.range(of: ": /") else { continue }
            let path = "/" + line[colon.upperBound...]
            // Other folders have libraries that programs bring for themselves.
            guard PathLookup.parent(of: path).hasSuffix("-linux-gnu") else { continue }
            let name = PathLookup.name(of: path)
            for package in line[..<colon.lowerBound].split(separator: ",") {
                let bare = package.split(separator: ":").first.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
                owners[name, default: []].insert(bare)
            }
        }
        var compared = 0
        for library in LibraryPackages.libraries {
            guard let found = owners[library], let packages = LibraryPackages(library: library) else { continue }
            compared += 1
            #expect(!found.isDisjoint(with: packages.debian), "\(library): \(found), not \(packages.debian)")
        }
        #expect(compared > 5)
    }

    @Test
    func `advice names what each distribution calls it`() {
        #expect(LibraryPackages(library: "libpq.so.5")?.advice == "install libpq5 (Debian) or libpq (Alpine)")
        #expect(LibraryPackages(library: "libjpeg.so.8")?.advice == "install libjpeg-turbo (Alpine)")
        let renamed = "install libssl3 (Debian) or libssl3t64 (Debian) or libssl3 (Alpine)"
        #expect(LibraryPackages(library: "libssl.so.3")?.advice == renamed)
        #expect(LibraryPackages(library: "libnothing.so.1") == nil)
    }
}
