import TareOCI
import Testing

/// Cases with a peer's answer are those of distribution/reference's own tests (`normalize_test.go`, `reference_test.go`).
@Suite("Image references") struct ImageReferenceTests {
    static let sha = "sha256:" + String(repeating: "f", count: 64)

    @Test(
        "familiar, complete and ambiguous spellings are one reference",
        arguments: [
            (["localhost/fooo"], "localhost", "fooo", "localhost/fooo"),
            (["localhost/fooo/bar"], "localhost", "fooo/bar", "localhost/fooo/bar"),
            (["LOCALDOMAIN/fooo"], "LOCALDOMAIN", "fooo", "LOCALDOMAIN/fooo"),
            (["fooo/bar", "docker.io/fooo/bar", "index.docker.io/fooo/bar"], "docker.io", "fooo/bar", "fooo/bar"),
            (["ubuntu", "docker.io/library/ubuntu", "library/ubuntu"], "docker.io", "library/ubuntu", "ubuntu"),
            (["nonlibrary/ubuntu"], "docker.io", "nonlibrary/ubuntu", "nonlibrary/ubuntu"),
            (["other/library"], "docker.io", "other/library", "other/library"),
            (
                ["127.0.0.1:8000/private/moonbase"], "127.0.0.1:8000", "private/moonbase",
                "127.0.0.1:8000/private/moonbase"
            ),
            (["example.com:8000/privatebasee"], "example.com:8000", "privatebasee", "example.com:8000/privatebasee"),
            (
                ["ubuntu-12.04-base", "index.docker.io/library/ubuntu-12.04-base"], "docker.io",
                "library/ubuntu-12.04-base", "ubuntu-12.04-base"
            ),
            (["foo", "docker.io/library/foo", "docker.io/foo"], "docker.io", "library/foo", "foo"),
            (["library/foo/bar"], "docker.io", "library/foo/bar", "library/foo/bar"),
            (["store/foo/bar"], "docker.io", "store/foo/bar", "store/foo/bar"),
            (["Foo/bar"], "Foo", "bar", "Foo/bar"),
            (["[2001:db8::1]:5000/repo"], "[2001:db8::1]:5000", "repo", "[2001:db8::1]:5000/repo"),
            (["[::1]/repo"], "[::1]", "repo", "[::1]/repo"),
        ])
    func spellings(_ texts: [String], registry: String, repository: String, familiar: String) throws {
        for text in texts {
            let reference = try ImageReference(text)
            #expect(reference.registry == registry)
            #expect(reference.repository == repository)
            #expect(reference.tag == "latest")
            #expect(reference.familiar == familiar + ":latest")
            #expect(reference.description == "\(registry)/\(repository):latest")
            #expect(try ImageReference(reference.description) == reference)
            #expect(try ImageReference(reference.familiar) == reference)
        }
    }

    @Test(
        "names that the peer takes are taken",
        arguments: [
            "docker/docker", "library/debian", "debian", "localhost/library/debian", "LOCALDOMAIN/library/debian",
            "index.docker.io/library/debian", "127.0.0.1:5000/docker/docker", "192.168.0.1", "192.168.0.1:80",
            "192.168.0.1:8/debian", "192.168.0.2:25000/debian",
            "thisisthesongthatneverendsitgoesonandonandonthisisthesongthatnev", "[fc00::1]:5000/docker",
            "[fc00:1:2:3:4:5:6:7]:5000/library/debian",
            "docker.io/1a3f5e7d9c1b3a5f7e9d1c3b5a7f9e1d3c5b7a9f1e3d5d7c9b1a3f5e7d9c1b3a", "Docker/docker",
            "DOCKER/docker", "docker-rules/docker", "docker---rules/docker", "d/docker", "jess/t", "dock__er/docker",
            "xn--n3h.com/myimage:xn--n3h.com", "lowercase:Uppercase", "foo/foo_bar.com:8080",
            "example.com/" + String(repeating: "a", count: 255) + ":tag",
        ])
    func accepted(_ text: String) throws {
        let reference = try ImageReference(text)
        #expect(try ImageReference(reference.description) == reference)
    }

    @Test(
        "names that the peer refuses are refused",
        arguments: [
            "", ":justtag", "@" + sha, "repo@sha256:" + String(repeating: "f", count: 34),
            "validname@invaliddigest:" + String(repeating: "f", count: 64), "Uppercase:tag",
            "test:5000/Uppercase/lowercase:tag", "domain/" + String(repeating: "a", count: 256) + ":tag",
            "aa/asdf$$^/aa", "[2001:db8::1]", "[2001:db8::1]:5000", "[2001:db8::1]:tag", "[fe80::1%eth0]:5000/repo",
            "[fe80::1%@invalidzone]:5000/repo", "https://github.com/docker/docker", "docker/Docker", "-docker",
            "-docker/docker", "-docker.io/docker/docker", "docker///docker", "docker.io/docker/Docker",
            "docker.io/docker///docker", "fc00::1:5000/debian", "[2001:db8:3:4::192.0.2.33]:5000/debian",
            "1a3f5e7d9c1b3a5f7e9d1c3b5a7f9e1d3c5b7a9f1e3d5d7c9b1a3f5e7d9c1b3a", "docker-/docker", "-docker-/docker",
            "____/____", "_docker/_docker", "dock..er/docker", "dock_.er/docker", "dock-.er/docker", "docker/",
            "python:", "python:-a", "python:" + String(repeating: "t", count: 129), "host:99999/app", "host:/app",
            "a\u{1B}[31m/b", "python:3.12 ", "pythön",
        ])
    func refused(_ text: String) {
        #expect(throws: InvalidReference.self) { try ImageReference(text) }
    }

    @Test func `a tag and a digest are both kept, and the digest is what a registry is asked for`() throws {
        let digest = try #require(Digest(Self.sha))
        let reference = try ImageReference("busybox:1.36@" + Self.sha)
        #expect(reference.tag == "1.36")
        #expect(reference.digest == digest)
        #expect(reference.identifier == Self.sha)
        #expect(reference.description == "docker.io/library/busybox:1.36@" + Self.sha)
        #expect(try ImageReference("busybox@" + Self.sha).tag == nil)
        #expect(try ImageReference("busybox:1.36").pinned(to: digest) == reference)
    }

    @Test func `a hostile name of many separators is refused in linear time`() throws {
        let name = String(repeating: "a-", count: 120) + "!"
        for _ in 0..<10_000 { #expect(throws: InvalidReference.self) { try ImageReference(name) } }
        #expect(throws: InvalidReference.tooLong(count: 1_000_000, limit: 800)) {
            try ImageReference(String(repeating: "a", count: 1_000_000))
        }
    }

    @Test(
        "a refusal says what is wrong and how to mend it",
        arguments: [
            (
                "https://ghcr.io/x/y", "'https://ghcr.io/x/y' is a URL, not an image reference",
                "HOST[:PORT]/REPOSITORY:TAG"
            ),
            ("Python:3", "repository 'Python' has an upper-case letter", "a-z and 0-9"),
            ("host:x/app", "registry 'host:x' has a port that is not a number from 1 to 65535", "HOST:PORT"),
            ("app:a\u{1B}b", "'a\\u{1b}b' is not a tag", "128 letters"),
            ("app@sha256:12", "'sha256:12' is not a sha256 or sha512 digest", "64 lower-case"),
        ])
    func messages(_ text: String, what: String, hint: String) throws {
        let refusal = try #require(throws: InvalidReference.self) { try ImageReference(text) }
        #expect(refusal.what == what)
        #expect(refusal.hint?.contains(hint) == true)
    }
}
