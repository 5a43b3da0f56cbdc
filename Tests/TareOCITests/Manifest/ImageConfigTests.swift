import TareOCI
import Testing

@Suite("Image configurations") struct ImageConfigTests {
    static let digest = "sha256:" + String(repeating: "b", count: 64)

    @Test func `every field of a Docker configuration is read and written under its name`() throws {
        let text = """
            {"architecture":"arm64",\
            "config":{"ArgsEscaped":true,"Cmd":["python3"],"Entrypoint":["/bin/x","/y"],"Env":["PATH=/usr/bin","A=é"],\
            "ExposedPorts":{"8000/tcp":{},"9/udp":{}},\
            "Healthcheck":{"Interval":30000000000,"Retries":3,"StartInterval":5,"StartPeriod":4,\
            "Test":["CMD-SHELL","curl -f http://localhost/ || exit 1"],"Timeout":3000000000},\
            "Labels":{"a/b":"c"},"OnBuild":["RUN x"],"Shell":["/bin/bash","-c"],"StopSignal":"SIGINT","StopTimeout":9,\
            "User":"65532:65532","Volumes":{"/data":{}},"WorkingDir":"/app"},\
            "created":"2026-01-02T03:04:05.678Z",\
            "history":[{"created":"2026-01-02T03:04:05Z","created_by":"ADD x"},{"comment":"c","empty_layer":true}],\
            "os":"linux","os.version":"1","rootfs":{"diff_ids":["\(Self.digest)"],"type":"layers"},"variant":"v8"}
            """
        let config = try ImageConfig(decoding: Array(text.utf8))
        #expect(String(decoding: try config.canonicalJSON(), as: UTF8.self) == text)
        #expect(config.platform.normalized.description == "linux/arm64")
        #expect(config.config?.exposedPorts?.names == ["8000/tcp", "9/udp"])
        #expect(config.config?.healthcheck?.interval == 30_000_000_000)
        #expect(config.layerHistory.map(\.createdBy) == ["ADD x"])
    }

    @Test func `null and absent fields are nil, a lone word is a list of one`() throws {
        let text = """
            {"architecture":"amd64","os":"linux","config":{"Cmd":null,"Entrypoint":"/x y","Env":null,"Volumes":null,
             "Image":"sha256:x","Hostname":""},"rootfs":{"type":"layers","diff_ids":null},"docker_version":"1.7"}
            """
        let config = try ImageConfig(decoding: Array(text.utf8))
        #expect(config.config == ImageConfig.Execution(entrypoint: ["/x y"]))
        #expect(config.rootfs.diffIDs.isEmpty)
    }

    @Test func `layers are paired with their unpacked digests only where both counts agree`() throws {
        let digest = try #require(Digest(Self.digest))
        let layer = Descriptor(mediaType: .ociLayerGzip, digest: digest, size: 1)
        let manifest = ImageManifest(
            config: Descriptor(mediaType: .ociConfig, digest: digest, size: 2), layers: [layer])
        let platform = Platform(os: "linux", architecture: "amd64")
        let pairs = try ImageConfig(platform: platform, diffIDs: [digest]).layers(of: manifest)
        #expect(pairs.map(\.descriptor) == [layer])
        #expect(throws: OCIError.layerCountMismatch(manifest: 1, config: 2)) {
            try ImageConfig(platform: platform, diffIDs: [digest, digest]).layers(of: manifest)
        }
    }

    @Test func `canonical JSON sorts keys by bytes and escapes nothing that it need not`() throws {
        let digest = try #require(Digest(Self.digest))
        let annotations = ["b/x": "é\u{1}\"\\", "a10": "1", "a9": "2", "B": "<>&\u{2028}"]
        let config = Descriptor(mediaType: .ociEmpty, digest: digest, size: 2)
        let bytes = try ImageManifest(config: config, layers: [], annotations: annotations).canonicalJSON()
        #expect(
            String(decoding: bytes, as: UTF8.self) == """
                {"annotations":{"B":"<>&\u{2028}","a10":"1","a9":"2","b/x":"é\\u0001\\"\\\\"},\
                "config":{"digest":"\(Self.digest)","mediaType":"application/vnd.oci.empty.v1+json","size":2},\
                "layers":[],"mediaType":"application/vnd.oci.image.manifest.v1+json","schemaVersion":2}
                """)
    }
}
