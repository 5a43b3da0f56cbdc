import Foundation
import TareOCI
import Testing

@testable import TareInventory

struct OperatingSystemTests {
    @Test(.enabled(if: Tool.available("sh") && Places.hasFile("/etc/os-release"), "needs a system that names itself"))
    func `this machine's release is what a shell reads`() throws {
        let layer = try MeasuredLayer.packing(
            ["etc/os-release", "usr/lib/os-release", "etc/debian_version"], of: "/", options: ["--ignore-failed-read"])
        let found = try #require(ImageInventory(of: ImageTree(layers: [layer])).operatingSystem)
        let script = ". /etc/os-release; printf '%s|' \"$ID\" \"$VERSION_ID\" \"$VERSION_CODENAME\" \"$PRETTY_NAME\""
        let expected = try Tool.run("sh", ["-c", script]).split(separator: "|", omittingEmptySubsequences: false)
        #expect(
            [found.id, found.versionID, found.codename, found.name].map { $0 ?? "" }
                == expected.prefix(4).map(String.init))
        #expect(found.source == "/usr/lib/os-release" || found.source == "/etc/os-release")
    }

    /// Quoting as a shell does it: what `sh` prints of the same text.
    @Test(
        .enabled(if: Tool.available("sh"), "needs a shell"),
        arguments: [
            #"NAME="Debian GNU/Linux""#, #"NAME='single "quoted" text'"#, #"NAME=plain"#,
            #"NAME="a \"b\" \\ \$c \`d\`""#,
            #"NAME=with\ blank"#, #"NAME="joined"' parts'"#, #"NAME="""#, #"NAME="\n is not a line's end""#,
            "NAME=first\nNAME=last",
        ])
    func `values are unquoted as a shell does it`(_ text: String) throws {
        let expected = try Tool.run("sh", ["-c", text + "\nprintf %s \"$NAME\""])
        let values = OSRelease(Array((text + "\n").utf8)[...])
        #expect(values["NAME"] ?? "" == expected)
        #expect(values.damage == nil)
    }

    @Test(arguments: [
        ("", "has no assignment"), ("# comment\n", "has no assignment"),
        ("ID=debian", "may be cut off: its last line has no end"),
        ("ID=debian\nNAME=\"Debi\n", "has a line that is no assignment"),
        ("ID=debian\nVERS\n", "has a line that is no assignment"), ("\u{0}\u{1}ID=x\n", "has no assignment"),
    ])
    func `a damaged file is a problem`(_ text: String, _ what: String) {
        let inventory = ImageInventory([.text("etc/os-release", text)])
        #expect(inventory.problems.map(\.description) == ["/etc/os-release: \(what)"])
    }

    @Test
    func `the file in /etc comes first, a dangling link counts as absent`() throws {
        let usr = TestFile.text("usr/lib/os-release", "ID=wolfi\nID_LIKE=\"alpine linux\"\nVERSION_ID=20230201\n")
        let linked = ImageInventory([usr, .link("etc/os-release", to: "../usr/lib/os-release")]).operatingSystem
        #expect(linked?.source == "/usr/lib/os-release")
        #expect(linked?.idLike == ["alpine", "linux"])
        let own = ImageInventory([usr, .text("etc/os-release", "ID=mine\nNAME=Mine\nVERSION=\"2 (two)\"\n")])
            .operatingSystem
        #expect(own?.id == "mine")
        #expect(own?.name == "Mine 2 (two)")
        let dangling = ImageInventory([usr, .link("etc/os-release", to: "nowhere")]).operatingSystem
        #expect(dangling?.id == "wolfi")
        #expect(ImageInventory([.executable("app")]).operatingSystem == nil)
    }

    @Test
    func `distroless is told by its packages or its name`() {
        let named = ImageInventory([
            .text("etc/os-release", "ID=debian\nPRETTY_NAME=\"Distroless\"\nVERSION_ID=\"12\"\n")
        ])
        #expect(named.operatingSystem?.isDistroless == true)
        let packages = ImageInventory([
            .text("etc/os-release", "ID=debian\n"), .text("etc/debian_version", "12.11\n"),
            .text("var/lib/dpkg/status.d/base", "Package: base-files\nVersion: 1\nArchitecture: all\n"),
        ])
        #expect(packages.operatingSystem?.isDistroless == true)
        #expect(packages.operatingSystem?.release == "12.11")
        #expect(ImageInventory([.text("etc/os-release", "ID=debian\n")]).operatingSystem?.isDistroless == false)
    }
}
