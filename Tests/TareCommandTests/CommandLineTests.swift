import Foundation
import Testing

@Suite("The command line")
struct CommandLineTests {
    /// What is typed, what standard error says, and the exit code.
    struct Refused: Sendable, CustomTestStringConvertible {
        var arguments: [String]
        var errors: String
        var code: Int32
        var testDescription: String { arguments.joined(separator: " ") }
    }

    @Test(
        "refuses with a sentence, a hint and an exit code",
        arguments: [
            Refused(
                arguments: ["inspect", "oci:/no/such/folder"],
                errors: """
                    error: /no/such/folder: this is no OCI image layout: it has no file 'oci-layout'
                    hint: give oci:DIR, oci-archive:FILE, docker-archive:FILE, or a registry reference

                    """, code: 4),
            Refused(
                arguments: ["inspect", "docker-archive:/no/such/file"],
                errors: """
                    error: /no/such/file: the file can't be read: No such file or directory
                    hint: check that the file exists and may be read

                    """, code: 4),
            Refused(
                arguments: ["inspect", "--offline", "registry.example/name:1"],
                errors: """
                    error: https://registry.example/v2/name/manifests/1: the network is not asked while offline
                    hint: run again without --offline, or name an image on disk, as in oci:DIR

                    """, code: 3),
        ])
    func refusals(refused: Refused) throws {
        let scratch = try Scratch()
        let outcome = try TareProcess.run(refused.arguments, environment: scratch.environment)
        #expect(outcome.errors == refused.errors)
        #expect(outcome.code == refused.code)
        #expect(outcome.text == "")
    }

    @Test(
        "a wrong command line is exit code 2",
        arguments: [
            ["inspekt"], ["inspect"], ["inspect", "a", "b"], ["inspect", "x", "--format", "yaml"],
            ["inspect", "upper/CASE"],
            ["inspect", "oci:"], ["inspect", "x", "--platform", "linux/"], ["cache", "prune", "--unused-days", "-1"],
        ])
    func usage(arguments: [String]) throws {
        let scratch = try Scratch()
        let outcome = try TareProcess.run(arguments + ["--offline"], environment: scratch.environment)
        #expect(outcome.code == 2, "\(outcome.errors)")
        #expect(!outcome.errors.isEmpty)
        #expect(outcome.text == "")
    }

    @Test("help and version go to standard output", arguments: [["--help"], ["--version"], ["inspect", "--help"]])
    func help(arguments: [String]) throws {
        let outcome = try TareProcess.run(arguments)
        #expect(outcome.code == 0)
        #expect(!outcome.text.isEmpty)
        #expect(outcome.errors == "")
    }

    @Test func `without a home there is a clear refusal`() throws {
        let outcome = try TareProcess.run(
            ["cache"], environment: ["HOME": "", "XDG_CACHE_HOME": "", "TARE_CACHE_DIR": ""])
        #expect(outcome.code == 2)
        #expect(outcome.errors.hasPrefix("error: there is no folder to keep measurements in\nhint: set HOME"))
    }
}
