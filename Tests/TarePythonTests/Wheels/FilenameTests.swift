import Testing

@testable import TarePython

@Suite("Names of wheels and source distributions")
struct FilenameTests {
    private struct Wheel: Decodable {
        var filename: String
        var name: String?
        var version: String?
        var tags: [String]?
        var build: [BuildPart]?
    }

    /// A number, then a text.
    private enum BuildPart: Decodable {
        case part(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            self =
                if let number = try? container.decode(Int.self) {
                    .part("\(number)")
                } else {
                    .part(try container.decode(String.self))
                }
        }

        var text: String {
            switch self {
            case .part(let text): text
            }
        }
    }

    private func cases(_ test: String, count: Int) throws -> [Wheel] {
        let cases = try PackagingVectors.cases("test_utils::" + test, as: Wheel.self)
        #expect(cases.count == count)
        return cases
    }

    @Test(.enabled(if: PackagingVectors.areThere))
    func `wheels' names parse as packaging's vectors have them`() throws {
        var skipped: [String] = []
        for item in try cases("test_parse_wheel_filename", count: 8) {
            guard item.filename.utf8.allSatisfy({ $0 < 0x80 }) else {
                // packaging takes any Unicode letter here; core metadata allows no name but in ASCII.
                skipped.append(item.filename)
                #expect(throws: WheelFilenameError.self) { try WheelFilename(item.filename) }
                continue
            }
            let wheel = try WheelFilename(item.filename)
            #expect(wheel.name.description == item.name)
            #expect(wheel.version.description == item.version)
            #expect(wheel.tags.map(\.description).sorted() == item.tags?.sorted())
            #expect(wheel.build?.description ?? "" == item.build?.map(\.text).joined())
            #expect(wheel.description == item.filename)
        }
        #expect(skipped.count == 2)
    }

    @Test(.enabled(if: PackagingVectors.areThere))
    func `invalid names of wheels are refused`() throws {
        for item in try cases("test_parse_wheel_invalid_filename", count: 14) {
            #expect(throws: WheelFilenameError.self, "\(item.filename)") { try WheelFilename(item.filename) }
        }
    }

    @Test(.enabled(if: PackagingVectors.areThere))
    func `source distributions' names parse as packaging's vectors have them`() throws {
        for item in try cases("test_parse_sdist_filename", count: 2) {
            let sdist = try SdistFilename(item.filename)
            #expect(sdist.name.description == item.name)
            #expect(sdist.version.description == item.version)
        }
        for item in try cases("test_parse_sdist_invalid_filename", count: 5) {
            #expect(throws: SdistFilenameError.self, "\(item.filename)") { try SdistFilename(item.filename) }
        }
    }

    @Test func `absurd numbers of tags are refused`() {
        let many = (0..<20).map { "py\($0)" }.joined(separator: ".")
        #expect(throws: WheelFilenameError.self) { try WheelFilename("a-1-\(many)-\(many)-\(many).whl") }
        #expect(throws: WheelFilenameError.self) {
            try WheelFilename("a-1-\(String(repeating: "a.", count: 4000))a-none-any.whl")
        }
        #expect(throws: WheelFilenameError.self) {
            try WheelFilename("a-1-\(String(repeating: "9", count: 99))-py3-none-any.whl")
        }
    }

    @Test func `no bytes trap, and what parses parses again from its parts`() {
        var generator = TextGenerator(seed: 14)
        var accepted = 0
        for index in 0..<4000 {
            let text =
                index % 3 == 0
                ? generator.noise(limit: 60)
                : generator.mutated(
                    "foo_bar-1.0rc1-2b-cp39.cp312-abi3.cp312-manylinux2014_x86_64.musllinux_1_2_aarch64.whl")
            _ = try? SdistFilename(text)
            guard let wheel = try? WheelFilename(text) else { continue }
            accepted += 1
            #expect(wheel.tags.count == wheel.pythonTags.count * wheel.abiTags.count * wheel.platformTags.count)
        }
        #expect(accepted > 500)
    }

    private struct Answer: Decodable, Equatable {
        var name: String
        var version: String
        var build: String
        var tags: [String]
    }

    @Test(.enabled(if: PackagingPeer.python != nil))
    func `made-up names of wheels are taken and split as packaging does`() throws {
        var generator = TextGenerator(seed: 15)
        let texts = (0..<3000).map { index in
            generator.mutated(
                index % 2 == 0
                    ? "foo_bar-1.0rc1-cp39.cp312-abi3.cp312-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"
                    : "Foo.x-1!2+l.1-10a-py2.py3-none-any.whl")
        }
        let script = """
            import json, sys
            from packaging.utils import parse_wheel_filename, InvalidWheelFilename
            def answer(text):
                try: name, version, build, tags = parse_wheel_filename(text)
                except InvalidWheelFilename: return None
                return {"name": name, "version": str(version), "build": "".join(str(part) for part in build),
                        "tags": sorted(str(tag) for tag in tags)}
            print(json.dumps([answer(text) for text in json.load(sys.stdin)]))
            """
        let answers = try PackagingPeer.ask(script, texts, as: [Answer?].self)
        var (accepted, strict) = (0, 0)
        for (text, answer) in zip(texts, answers) {
            guard let wheel = try? WheelFilename(text) else {
                // packaging lets an escaped name begin or end with a separator, which no package's name does.
                if answer.map({ $0.name.hasPrefix("-") || $0.name.hasSuffix("-") }) == true {
                    strict += 1
                } else {
                    #expect(answer == nil, "\(text)")
                }
                continue
            }
            accepted += 1
            let ours = Answer(
                name: wheel.name.description, version: wheel.version.description, build: wheel.build?.description ?? "",
                tags: Set(wheel.tags.map(\.description)).sorted())
            #expect(ours == answer, "\(text)")
        }
        #expect(accepted > 800)
        #expect(strict < 100)
    }
}
