import Foundation
import Testing

@testable import TareInventory
@testable import TareOCI

/// An image in small for one cataloguer, and what it has to find there.
struct CataloguerFixture: CustomTestStringConvertible, Sendable {
    /// `PackageCataloguer.name`.
    var cataloguer: String
    var what: String
    /// Layers, bottom first.
    let layers: @Sendable () throws -> [[TestFile]]
    /// `TYPE NAME VERSION ARCHITECTURE SOURCE@VERSION layer N [owner TYPE NAME]`, sorted as inventories are.
    var packages: [String]
    /// `PATH: WHAT`.
    var problems: [String] = []

    var testDescription: String { "\(cataloguer): \(what)" }

    static let all: [CataloguerFixture] = debian + alpine + rpm + python + unread
}

extension PackageRecord {
    /// One line for comparing.
    var line: String {
        var parts = [type.rawValue, name, version ?? "-", architecture ?? "-"]
        if let sourceName { parts.append("\(sourceName)@\(sourceVersion ?? "-")") }
        parts.append("layer \(layer.map(String.init) ?? "-")")
        if let owner { parts.append("owner \(owner.type.rawValue) \(owner.name)") }
        return parts.joined(separator: " ")
    }
}

struct CataloguerTests {
    @Test(arguments: CataloguerFixture.all)
    func `a cataloguer finds what its fixture has`(_ fixture: CataloguerFixture) throws {
        let layers = try fixture.layers().map { LayerIndex($0) }
        let inventory = ImageInventory(of: ImageTree(layers: layers))
        #expect(inventory.packages.map(\.line) == fixture.packages)
        #expect(inventory.problems.map(\.description) == fixture.problems)
    }

    @Test(arguments: PackageCataloguers.all.map { $0.name })
    func `every registered cataloguer has a fixture`(_ name: String) {
        #expect(CataloguerFixture.all.contains { $0.cataloguer == name })
    }

    @Test
    func `fixtures' contents are contents that measuring keeps`() throws {
        for fixture in CataloguerFixture.all {
            for file in try fixture.layers().joined() where file.content != nil {
                let limit = Array(file.path.utf8).withUnsafeBytes { InventorySelection.all.limit(forPath: $0) }
                #expect(limit != nil, "\(fixture.testDescription): \(file.path)")
            }
        }
    }
}
