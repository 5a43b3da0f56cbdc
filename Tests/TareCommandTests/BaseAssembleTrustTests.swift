import Foundation
import Testing

/// What `tare base assemble` believes: archives signed with a key of the test's own, each wrong in one way.
@Suite(
    "Trust in a Debian archive",
    .enabled(if: MadeArchives.isPossible, "needs gpg, gpgv, dpkg-deb and python3"))
struct BaseAssembleTrustTests {
    struct Wrong: Sendable, CustomTestStringConvertible {
        var archive: String
        var what: String
        var code: Int32
        var testDescription: String { archive }
    }

    private static let archives = Result { try MadeArchives() }

    @Test(arguments: [
        Wrong(archive: "unsigned", what: "the release is not signed by a key of the keyring", code: 3),
        Wrong(archive: "other-key", what: "the release is not signed by a key of the keyring", code: 3),
        Wrong(archive: "changed", what: "the release's signature is bad", code: 4),
        Wrong(archive: "appended", what: "the release is not signed by a key of the keyring", code: 3),
        Wrong(archive: "prepended", what: "the release is not signed by a key of the keyring", code: 3),
        Wrong(archive: "twice", what: "the release is not signed by a key of the keyring", code: 3),
        Wrong(archive: "cut", what: "the release is not signed by a key of the keyring", code: 3),
        Wrong(archive: "no-release", what: "the server does not have this file", code: 3),
        Wrong(archive: "expired", what: "the release was valid until", code: 3),
        Wrong(archive: "future", what: "which has not come yet", code: 3),
        Wrong(archive: "wrong-suite", what: "the release is of 'oldstable' instead of 'stable", code: 4),
        Wrong(archive: "no-security", what: "dists/stable-security/InRelease: the server does not have", code: 3),
        Wrong(archive: "changed-index", what: "the file has SHA-256", code: 3),
        Wrong(archive: "short-index", what: "the file has", code: 3),
        Wrong(archive: "changed-package", what: "pool/tool.deb: the file has SHA-256", code: 3),
        Wrong(archive: "short-package", what: "pool/tool.deb: the file has", code: 3),
        Wrong(archive: "long-package", what: "pool/tool.deb: the file has", code: 3),
        Wrong(archive: "missing-dependency", what: "library", code: 4),
    ])
    func `an archive that is wrong is refused, and nothing is written`(wrong: Wrong) throws {
        let archives = try Self.archives.get()
        let scratch = try Scratch()
        let output = scratch.path("image.tar")
        let outcome = try archives.assemble(
            wrong.archive, to: "oci-archive:" + output, environment: scratch.environment)
        #expect(outcome.code == wrong.code, "\(outcome.errors)")
        #expect(outcome.errors.contains(wrong.what), "\(outcome.errors)")
        #expect(outcome.errors.contains("\nhint: "), "\(outcome.errors)")
        #expect(outcome.text == "")
        #expect(!FileManager.default.fileExists(atPath: output))
        #expect(!archives.scriptRan)
    }

    @Test func `the right archive makes one image on every machine, and no script is run`() throws {
        let archives = try Self.archives.get()
        var files: Set<Data> = []
        for environment in [
            ["TZ": "UTC", "LC_ALL": "C"], ["TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "USER": "somebody"],
        ] {
            let scratch = try Scratch()
            let output = scratch.path("image.tar")
            let outcome = try archives.assemble(
                "good", to: "oci-archive:" + output, environment: scratch.environment.merging(environment) { $1 })
            try #require(outcome.code == 0, "\(outcome.errors)")
            files.insert(try Data(contentsOf: URL(filePath: output)))
            // What was verified once is enough where the network must not be used; its signature is checked again.
            let again = try archives.assemble(
                "good", to: "oci-archive:" + output, ["--offline"], environment: scratch.environment)
            try #require(again.code == 0, "\(again.errors)")
            files.insert(try Data(contentsOf: URL(filePath: output)))
        }
        #expect(files.count == 1)
        #expect(!archives.scriptRan)
    }

    @Test func `a mirror that goes back to an older release does not take updates away`() throws {
        let archives = try Self.archives.get()
        let scratch = try Scratch()
        let file = scratch.path("image.tar")
        func assemble() throws -> (errors: String, image: Data) {
            let outcome = try archives.assemble(
                "rolling", to: "oci-archive:" + file, environment: scratch.environment)
            try #require(outcome.code == 0, "\(outcome.errors)")
            return (outcome.errors, try Data(contentsOf: URL(filePath: file)))
        }
        let first = try assemble()
        #expect(first.errors == "")
        // Validly signed, but older, and without an update that was seen.
        try archives.serve("rolling-older", as: "rolling")
        let second = try assemble()
        #expect(second.errors.contains("older than one that was seen"), "\(second.errors)")
        #expect(second.image == first.image)
    }

    @Test func `without a keyring or a verifier nothing is trusted`() throws {
        let archives = try Self.archives.get()
        let scratch = try Scratch()
        let output = "oci-archive:" + scratch.path("image.tar")
        let noVerifier = try archives.assemble(
            "good", to: output, environment: scratch.environment.merging(["PATH": scratch.url.path]) { $1 })
        #expect(noVerifier.code == 3)
        #expect(noVerifier.errors.contains("neither gpgv nor sqv is installed"), "\(noVerifier.errors)")
        let noKeyring = try archives.assemble(
            "good", to: output, ["--keyring", scratch.path("none.gpg")], environment: scratch.environment)
        #expect(noKeyring.code == 3)
        #expect(noKeyring.errors.contains("there is no keyring"), "\(noKeyring.errors)")
    }
}
