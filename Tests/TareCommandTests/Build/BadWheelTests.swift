import Foundation
import Testing

/// Wheels that no tool would build, handed to `tare build`: each is refused in one sentence, or installed as installers do.
@Suite("tare build: bad wheels", .enabled(if: ExampleService.isPossible, "needs a Debian mirror"))
struct BadWheelTests {
    private static let refused: [(wheel: String, says: String)] = [
        ("slip-up", "entry '../../etc/cron.d/x' has a '..' component"),
        ("slip-absolute", "entry '/etc/cron.d/x' is an absolute path"),
        ("slip-backslash", "has a backslash"),
        ("slip-data", "has a '..' component"),
        ("slip-script", "script '../../../usr/bin/x' would lie outside the scripts folder"),
        ("interpreter", "script 'python' would take an interpreter's place"),
        ("no-object", "entry_points.txt:2: 'made' is no 'module:function'"),
        ("code", "entry_points.txt:2: 'made:main;import os' is no 'module:function'"),
        ("link", "'made/passwd' of the wheel is a link or a device"),
        ("device", "'made/null' of the wheel is a link or a device"),
        ("record-other", "'made/__init__.py' is not the file that RECORD states"),
        ("record-text", "RECORD:1: a row has 1 fields, not 3"),
        ("twice", "entry 'made/__init__.py' comes twice"),
        ("file-and-folder", "entry 'made/sub/x.py' would lie at the same place as 'made/sub'"),
        ("no-metadata", "the wheel has no .dist-info folder"),
        ("other-name", "the wheel's metadata is that of 'other 1.0', its name that of 'made 1.0'"),
        ("huge", "an entry's two sizes do not go together"),
        ("longer", "entry 'made/__init__.py' does not have the stated 60 bytes"),
        ("checksum", "entry 'made/__init__.py' has CRC-32"),
        ("cut", "have no end record"), ("text", "have no end record"), ("empty", "have no end record"),
        ("behind", "there is data behind the zip archive's end record"),
        ("version-2", "the wheel is of format '2.0', not 1.x"),
    ]
    /// RECORD states a weak digest of a file, and no other; two names differ in case only, which Linux tells apart.
    private static let installed = ["good", "record-weak", "case"]

    @Test func `each is refused in one sentence or installed, and nothing is left of it`() throws {
        let scratch = try Scratch()
        let project = try SmallProject(scratch)
        let output = scratch.path("image.tar")
        for (wheel, says) in Self.refused {
            let outcome = try TareProcess.run(
                project.arguments(wheel: wheel) + ["-q", "-o", "oci-archive:" + output],
                environment: AssembledBases.environment)
            #expect(outcome.code == 4, "\(wheel): \(outcome.errors)")
            let lines = outcome.errors.split(separator: "\n")
            #expect(lines.count == 2 && lines.first?.contains(says) == true, "\(wheel): \(outcome.errors)")
            #expect(lines.first?.hasPrefix("error: made-1.0-py3-none-any.whl: ") == true, "\(outcome.errors)")
            #expect(!FileManager.default.fileExists(atPath: output), "\(wheel)")
        }
        for wheel in Self.installed {
            let outcome = try TareProcess.run(
                project.arguments(wheel: wheel) + ["-o", "oci-archive:" + output],
                environment: AssembledBases.environment)
            #expect(outcome.code == 0, "\(wheel): \(outcome.errors)")
        }
        let made = Set(try FileManager.default.contentsOfDirectory(atPath: scratch.path("wheels")))
        #expect(made == Set(Self.refused.map(\.wheel) + Self.installed))
    }
}
