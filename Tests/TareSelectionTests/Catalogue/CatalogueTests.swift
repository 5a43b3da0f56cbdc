import Foundation
import TareDiagnostics
import TareOCI
import Testing

@testable import TareSelection

/// The catalogue that is part of the program.
@Suite struct CatalogueTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/TareSelection/Catalogue")

    private static func documents(in name: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: name).path)
            .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }

    @Test func `every file is part of the program, under its id`() throws {
        #expect(try Self.documents(in: "Entries") == Catalogue.documents.map(\.name))
        #expect(try Catalogue.builtIn().ids == Catalogue.documents.map(\.name))
        #expect(try Self.documents(in: "Support") == SupportCalendar.documents.map(\.name))
        for document in SupportCalendar.documents {
            let product = try SupportProduct(yaml: document.text, source: document.name).product
            #expect(document.name == "support-" + product)
        }
    }

    @Test func `the candidates by default are the guide's, their successors and what Tare assembles`() throws {
        #expect(
            try Catalogue.builtIn().defaults.map(\.id) == [
                "alpine", "debian-distroless-cc-bookworm", "debian-distroless-cc-trixie",
                "debian-distroless-python-bookworm", "debian-distroless-python-trixie", "debian-slim-bookworm",
                "debian-slim-trixie", "distroless-cc-debian12", "distroless-cc-debian13", "distroless-python-debian12",
                "distroless-python-debian13", "slim-bookworm", "slim-trixie",
            ])
    }

    @Test func `references name an image for every minor that is offered`() throws {
        for entry in try Catalogue.builtIn().entries {
            let minors = entry.pythons.map(\.value) + ["3.12"]
            for minor in minors {
                switch entry.origin {
                case .reference: #expect(entry.reference(python: minor)?.description.contains("$") == false)
                case .recipe, .image: #expect(entry.reference(python: minor) == nil)
                }
                #expect(entry.interpreterPath(python: minor)?.contains("$") != true)
            }
        }
        let catalogue = try Catalogue.builtIn()
        #expect(
            try catalogue.entry("slim-bookworm").reference(python: "3.12")?.description
                == "docker.io/library/python:3.12-slim-bookworm")
        #expect(try catalogue.entry("slim-trixie").interpreterPath(python: "3.14") == "/usr/local/bin/python3.14")
        #expect(try catalogue.entry("distroless-cc-debian13").interpreterPath(python: "3.14") == nil)
    }

    @Test func `an entry says which minors and platforms it has, or that nobody said`() throws {
        let catalogue = try Catalogue.builtIn()
        let amd64 = try Platform(parsing: "linux/x86_64")
        let riscv = try Platform(parsing: "linux/riscv64")
        let slim = try catalogue.entry("slim-bookworm")
        #expect(slim.offers(python: "3.12") == true && slim.offers(python: "3.15") == false)
        #expect(slim.offers(amd64) == true && slim.offers(riscv) == false)
        #expect(slim.offers(try Platform(parsing: "linux/arm64/v8")) == true)
        let own = try catalogue.entry("distroless-python-debian13")
        #expect(own.fixedPython == "3.13" && own.offers(python: "3.12") == false)
        #expect(try catalogue.entry("debian-slim-trixie").offers(python: "3.9") == true)
        let unstated = try catalogue.entry("chainguard")
        #expect(unstated.offers(python: "3.12") == nil && unstated.libc == nil && unstated.sizes.isEmpty)
        #expect(try catalogue.entry("ubi").offers(amd64) == nil)
    }

    @Test func `stated sizes are those of the guide's notes, each with its source and date`() throws {
        let catalogue = try Catalogue.builtIn()
        let amd64 = try Platform(parsing: "linux/amd64")
        let sizes = try catalogue.entry("slim-bookworm").sizes(python: "3.12", platform: amd64)
        #expect(sizes.compressed?.value == 45_437_565 && sizes.uncompressed?.value == 124_300_000)
        #expect(sizes.compressed?.source.observed.description == "2026-08-25")
        let other = try catalogue.entry("slim-bookworm").sizes(python: "3.13", platform: amd64)
        #expect(other.compressed == nil && other.uncompressed == nil)
        let arm = try catalogue.entry("distroless-cc-debian13").sizes(
            python: "3.13", platform: try Platform(parsing: "linux/arm64"))
        #expect(arm.compressed == nil)
        #expect(
            try catalogue.entry("distroless-cc-debian13").sizes(python: "3.9", platform: amd64).compressed?.value
                == 10_600_000)
        // What nobody measured is absent.
        #expect(try catalogue.entry("slim-trixie").sizes.isEmpty)
    }

    @Test func `every entry that states something names its sources`() throws {
        for entry in try Catalogue.builtIn().entries {
            #expect(!entry.sources.isEmpty && Set(entry.sources).count == entry.sources.count)
            for source in entry.sources where source.place.text.contains("://") {
                #expect(source.place == .url(source.place.text) && source.place.text.hasPrefix("https://"))
            }
        }
    }

    @Test func `bases that are assembled name a recipe that is there, for a suite that it has`() throws {
        let recipes = Self.folder.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "TareAssembly/Recipes")
        for entry in try Catalogue.builtIn().entries {
            guard case .recipe(let name, let suite) = entry.origin else { continue }
            let text = try String(contentsOf: recipes.appending(path: name + ".yaml"), encoding: .utf8)
            #expect(text.contains("\n  \(suite):") && entry.id == "\(name)-\(suite)")
        }
    }

    @Test func `a base that is not in the catalogue is told from those that are`() throws {
        let catalogue = try Catalogue.builtIn()
        let error = #expect(throws: UnknownBase.self) { try catalogue.entry("slim") }
        #expect(error?.description == "there is no base 'slim' in the catalogue")
        #expect(error?.hint?.contains("slim-bookworm, slim-trixie") == true && error?.severity == .usage)
    }
}
