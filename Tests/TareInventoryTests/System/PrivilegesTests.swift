import Foundation
import TareOCI
import Testing

@testable import TareInventory

struct PrivilegesTests {
    @Test(.enabled(if: Tool.available("find", "tar"), "needs find and tar"))
    func `set-uid and set-gid files of this machine are those that find lists`() throws {
        let directories = ["/usr/bin", "/usr/sbin"].filter { FileManager.default.isReadableFile(atPath: $0) }
        // Only their names and modes matter: contents are left out by packing the files alone.
        let listed = try Tool.run(
            "find", directories + ["-xdev", "-type", "f", "-perm", "/6000", "-printf", "%p %m %U %G\n"])
        let plain = try Tool.run("find", directories + ["-xdev", "-type", "f", "!", "-perm", "/6000", "-size", "-2k"])
        let files = (listed + plain).split(separator: "\n").map { String($0.split(separator: " ")[0].dropFirst()) }
        let inventory = ImageInventory(of: ImageTree(layers: [try MeasuredLayer.packing(files, of: "/")]))
        #expect(
            inventory.privileges.setIDFiles.map { "\($0.path) \($0.mode) \($0.userID) \($0.groupID)" }
                == listed.split(separator: "\n").map(String.init).sorted())
        #expect(inventory.privileges.devices == [])
    }

    @Test
    func `devices and modes by the layer that brought them`() {
        let inventory = ImageInventory(
            of: ImageTree(layers: [
                LayerIndex([.text("bin/su", "", mode: 0o4755), .text("bin/wall", "", mode: 0o2755)]),
                LayerIndex([
                    TestFile(kind: .characterDevice, path: "dev/null", mode: 0o666), .text("bin/su", "", mode: 0o755),
                    TestFile(kind: .blockDevice, path: "dev/sda"), .text("bin/sticky", "", mode: 0o1755),
                ]),
            ]))
        #expect(
            inventory.privileges.setIDFiles.map { "\($0.path) \($0.mode) \($0.layer ?? -1)" } == ["/bin/wall 2755 0"])
        #expect(
            inventory.privileges.devices.map { "\($0.path) \($0.kind) \($0.layer ?? -1)" }
                == ["/dev/null character 1", "/dev/sda block 1"])
    }

    @Test
    func `a directory with the group's bit is no privilege`() {
        var directory = TestFile.directory("var/mail")
        directory.mode = 0o2775
        #expect(ImageInventory([directory]).privileges.setIDFiles == [])
    }
}
