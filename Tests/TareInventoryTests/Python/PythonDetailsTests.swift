import TareOCI
import Testing

@testable import TareInventory

/// What the files beside a package's metadata tell.
struct PythonDetailsTests {
    private static let site = "app/.venv/lib/python3.12/site-packages"

    private func details(_ files: [TestFile]) throws -> PythonPackageDetails {
        let metadata = TestFile.text("\(Self.site)/a-1.dist-info/METADATA", "Name: a\nVersion: 1\n")
        return try #require(ImageInventory(files + [metadata]).packages.first?.python)
    }

    @Test
    func `installer, tags and origin`() throws {
        let found = try details([
            .text("\(Self.site)/a-1.dist-info/INSTALLER", "uv\n"),
            .text(
                "\(Self.site)/a-1.dist-info/WHEEL",
                "Wheel-Version: 1.0\nGenerator: maturin\nTag: cp312-cp312-manylinux_2_17_x86_64\nTag: cp312-cp312-manylinux2014_x86_64\n"
            ),
            .text(
                "\(Self.site)/a-1.dist-info/direct_url.json",
                #"{"dir_info": {"editable": true}, "url": "file:///srv/a"}"#),
        ])
        #expect(found.directory == "/" + Self.site)
        #expect(found.installer == "uv")
        #expect(found.wheelTags == ["cp312-cp312-manylinux_2_17_x86_64", "cp312-cp312-manylinux2014_x86_64"])
        #expect(found.directURL == "file:///srv/a")
        #expect(found.isEditable)
    }

    @Test
    func `bills of materials inside a package are counted`() throws {
        let found = try details([
            .text(
                "\(Self.site)/a-1.dist-info/sboms/a.cdx.json",
                #"{"bomFormat": "CycloneDX", "components": [{}, {"x": [1, "]"]}]}"#),
            .text("\(Self.site)/a-1.dist-info/sboms/b.spdx.json", #"{"packages": [], "name": "x"}"#),
            .text("\(Self.site)/a-1.dist-info/sboms/c.cdx.json", #"{"components": [{}"#),
            .opaque("\(Self.site)/a-1.dist-info/sboms/d.xml"),
        ])
        #expect(found.embeddedSBOMs.map(\.components) == [2, 0, nil, nil])
        #expect(found.embeddedSBOMs.first?.path == "/\(Self.site)/a-1.dist-info/sboms/a.cdx.json")
    }

    @Test
    func `licences are expressions or short texts`() {
        func license(_ fields: String) -> String? {
            CoreMetadata(Array("Name: a\nVersion: 1\n\(fields)\n".utf8)[...]).license
        }
        #expect(license("License-Expression: MIT\nLicense: other") == "MIT")
        #expect(license("License: BSD-3-Clause") == "BSD-3-Clause")
        #expect(license("License: UNKNOWN") == nil)
        #expect(license("License: " + String(repeating: "long ", count: 60)) == nil)
        #expect(license("") == nil)
    }

    @Test(arguments: [
        ("Foo.Bar", "foo-bar"), ("foo_bar", "foo-bar"), ("FOO--._bar", "foo-bar"), ("a", "a"), ("-a-", "-a-"),
    ])
    func `names are normalised as PEP 503 has it`(_ name: String, _ normalized: String) {
        #expect(PythonName.normalized(name) == normalized)
    }

    @Test(arguments: [
        (#"{"a": 1, "url": "x"}"#, "x"), (#" { "url" : "x" } "#, "x"), (#"{"b": {"url": "y"}, "url": "x"}"#, "x"),
        (#"{"b": ["url", "}"], "url": "x", "url": "z"}"#, "x"), (#"{"url": "a\"b"}"#, nil), (#"{"url": 1}"#, nil),
        (#"{"url": "x"#, nil), (#"["url", "x"]"#, nil), ("", nil), (#"{"a" "url": "x"}"#, nil),
    ])
    func `one member is read out of JSON`(_ text: String, _ value: String?) {
        #expect(JSONText(Array(text.utf8)[...]).string(atKey: "url") == value)
    }

    @Test
    func `nesting does not recurse`() {
        let deep = [UInt8](repeating: UInt8(ascii: "["), count: 2_000_000)
        #expect(JSONText((Array(#"{"components": "#.utf8) + deep)[...]).count(ofArrayAtKey: "components") == nil)
    }
}
