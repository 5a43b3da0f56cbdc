import TareCompose
import TareDockerfile
import TareLint
import TareYAML
import Testing

@testable import TareReport

/// What `tare init` writes, held against our own rules: hadolint's, BuildKit's, and those of compose files.
@Suite struct RecipeLintTests {
    @Test(arguments: RecipeSamples.bases)
    func `no rule finds anything in a Dockerfile`(_ base: RecipeBase) throws {
        for service in RecipeSamples.services {
            var settings = LintSettings()
            settings.dockerignore = DockerIgnore(Array(IgnoreRecipe.text().utf8))
            for uvDigest in [nil, RecipeSamples.digest] {
                let text = DockerfileRecipe.text(service, on: base, uvDigest: uvDigest)
                let findings = Linter(settings).lint(Array(text.utf8)).findings
                #expect(findings.isEmpty, "\(findings.map { "\($0.start.line) \($0.rule) \($0.message)" })\n\(text)")
            }
        }
    }

    @Test(arguments: RecipeSamples.services)
    func `no rule finds anything in a compose file, and Compose understands it`(_ service: ServiceRecipe) throws {
        let text = Array(ComposeRecipe.text(service, dockerfile: "Dockerfile.slim").utf8)
        let findings = ComposeLinter().lint(text, source: "compose.yaml").findings
        #expect(findings.isEmpty, "\(findings.map { "\($0.start.line) \($0.rule) \($0.message)" })")
        let project = ComposeProject(try ComposeFile(parsing: text, source: "compose.yaml"))
        #expect(project.diagnostics.isEmpty, "\(project.diagnostics)")
        let written = try #require(project.services.first)
        #expect(project.services.count == 1 && written.isReadOnly?.value == true)
        #expect(written.healthcheck?.test == nil ? service.port == nil : service.port != nil)
        let isBoundToLoopback = written.ports.allSatisfy { $0.host?.value == "127.0.0.1" }
        #expect(isBoundToLoopback && written.ports.count == (service.port == nil ? 0 : 1))
        #expect(ComposeRecipe.dockerfile(in: text) == "Dockerfile.slim")
    }

    @Test func `no value of a secret is written anywhere`() {
        let service = RecipeSamples.services.last ?? RecipeSamples.service()
        let compose = ComposeRecipe.text(service, dockerfile: "Dockerfile")
        #expect(compose.contains("DB_PASSWORD_FILE: /run/secrets/DB_PASSWORD\n"))
        #expect(compose.contains("    file: ./secrets/OTHER_KEY\n"))
        #expect(compose.contains("      API_TOKEN: # "))
        for base in RecipeSamples.bases {
            let text = DockerfileRecipe.text(service, on: base)
            for secret in service.secrets { #expect(!text.contains(secret.name)) }
        }
    }

    @Test(arguments: RecipeSamples.bases)
    func `dependencies are installed before the sources are copied`(_ base: RecipeBase) throws {
        let text = DockerfileRecipe.text(RecipeSamples.service(RecipeSamples.packages[1]), on: base)
        let install = try #require(
            text.firstRange(of: "--no-install-project") ?? text.firstRange(of: "\"--no-install-project\""))
        let copy = try #require(text.firstRange(of: "COPY . ."))
        #expect(install.lowerBound < copy.lowerBound)
        // A stage without a shell has no line of one.
        let runs = text.split(separator: "\n").filter { $0.hasPrefix("    [") }
        #expect(base.hasShell == runs.isEmpty)
    }

    @Test func `what strangers wrote stays a value`() throws {
        let hostile = "a\"b\\c$PATH\nRUN evil\u{85}${x}"
        let service = RecipeSamples.service(labels: ["org.opencontainers.image.title": hostile])
        var base = RecipeSamples.bases[0]
        base.title = "one\nRUN evil"
        let text = DockerfileRecipe.text(service, on: base)
        #expect(!text.split(separator: "\n").contains { $0.hasPrefix("RUN evil") })
        #expect(text.contains("title=\"a\\\"b\\\\c\\$PATH RUN evil \\${x}\""))
        #expect(Linter().lint(Array(text.utf8)).findings.isEmpty)
        #expect(RecipeQuoting.json(["a\"\\\u{1}\u{2028}é"]) == "[\"a\\\"\\\\\\u0001\\u2028é\"]")
        #expect(RecipeQuoting.shell("it's") == "'it'\\''s'")
    }
}

/// Manifests as Kubernetes' restricted pod security standard asks for them.
@Suite struct KubernetesRecipeTests {
    @Test(arguments: RecipeSamples.services)
    func `the pod is restricted, writes to memory alone, and is asked for its health`(_ service: ServiceRecipe) throws {
        let text = Array(KubernetesRecipe.text(service, image: "registry.example/agent:1").utf8)
        let documents = try YAMLNode.documents(
            parsing: text, source: "kubernetes.yaml", subject: "the manifest",
            limits: YAMLLimits(bytes: 1 << 16, entries: 1000, aliases: 0, depth: 30), mergesKeys: false)
        #expect(documents.count == (service.port == nil ? 1 : 2))
        let pod = try #require(documents[0]["spec"]?["template"]?["spec"])
        #expect(pod["automountServiceAccountToken"]?.string == "false")
        let security = try #require(pod["securityContext"])
        #expect(security["runAsNonRoot"]?.string == "true" && security["runAsUser"]?.string == "65532")
        #expect(security["seccompProfile"]?["type"]?.string == "RuntimeDefault")
        let container = try #require(pod["containers"]?[0])
        let own = try #require(container["securityContext"])
        #expect(own["allowPrivilegeEscalation"]?.string == "false" && own["readOnlyRootFilesystem"]?.string == "true")
        #expect(own["capabilities"]?["drop"]?[0]?.string == "ALL")
        #expect(container["resources"]?["limits"]?["memory"] != nil)
        #expect((container["livenessProbe"]?["httpGet"]?["path"]?.string) == service.healthPath)
        #expect((container["livenessProbe"] == nil) == (service.port == nil))
        #expect(pod["volumes"]?[0]?["emptyDir"] != nil)
        if service.port != nil { #expect(documents[1]["kind"]?.string == "Service") }
        let secrets = pod["volumes"]?[1]?["secret"]?["secretName"]?.string
        #expect((secrets == "agent") == service.secrets.contains { $0.way != .environment })
    }
}

@Suite struct RecipeHeaderTests {
    @Test(arguments: [
        RecipeHeader(), RecipeHeader(base: "slim-trixie", python: "3.13"),
        RecipeHeader(image: "registry.example/a:1", isForKubernetes: true),
    ]) func `a header is read as it was written`(_ header: RecipeHeader) {
        #expect(RecipeHeader(Array((header.line + "\nFROM scratch\n").utf8)) == header)
    }

    @Test(arguments: ["", "FROM scratch\n", "# tare initially\n", "# tare init --what\n", "#tare init\n"])
    func `a file of somebody else has none`(_ text: String) { #expect(RecipeHeader(Array(text.utf8)) == nil) }

    @Test func `pins are read from FROM lines`() throws {
        let digest = try #require(RecipeSamples.digest)
        let text = DockerfileRecipe.text(RecipeSamples.service(), on: RecipeSamples.bases[0], uvDigest: digest)
        #expect(
            RecipePins.digests(in: Array(text.utf8)) == [RecipeSamples.bases[0].image: digest, UVImage.name: digest])
        #expect(RecipePins.digests(in: Array("FROM a@sha256:1\nFROM b\nRUN x@y\n".utf8)).isEmpty)
    }
}

extension YAMLNode {
    fileprivate subscript(_ index: Int) -> YAMLNode? {
        guard let all = try? elements(), all.indices.contains(index) else { return nil }
        return all[index]
    }

    fileprivate var string: String? { scalar?.text }
}
