import TareOCI
import Testing

@Suite("Manifests and indexes") struct ManifestTests {
    static let digest = "sha256:" + String(repeating: "a", count: 64)

    static func descriptor(_ type: String, extra: String = "") -> String {
        #"{"mediaType":"\#(type)","digest":"\#(digest)","size":7\#(extra)}"#
    }

    static let manifest = """
        {"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json","unknown":{"x":[1]},
         "config":\(descriptor("application/vnd.docker.container.image.v1+json")),
         "layers":[\(descriptor("application/vnd.docker.image.rootfs.diff.tar.gzip"))]}
        """

    @Test func `a Docker manifest and an OCI manifest decode to the same type`() throws {
        guard case .manifest(let docker) = try ManifestDocument(decoding: Array(Self.manifest.utf8)) else {
            Issue.record("not a manifest")
            return
        }
        #expect(docker.config.mediaType == .dockerConfig)
        #expect(docker.layers.map(\.mediaType.kind) == [.layer(.gzip, isDistributable: true)])
        #expect(docker.transferSize == 14)
    }

    @Test func `an index chooses the image for a platform and passes over attestations`() throws {
        func entry(_ platform: String, _ extra: String = "") -> String {
            Self.descriptor(MediaType.ociManifest.rawValue, extra: #","platform":\#(platform)\#(extra)"#)
        }
        let text = """
            {"schemaVersion":2,"manifests":[
              \(entry(#"{"os":"unknown","architecture":"unknown"}"#,
                      #","annotations":{"vnd.docker.reference.type":"attestation-manifest"}"#)),
              \(entry(#"{"os":"linux","architecture":"arm","variant":"v5"}"#)),
              \(entry(#"{"os":"linux","architecture":"arm","variant":"v7"}"#))]}
            """
        guard case .index(let index) = try ManifestDocument(decoding: Array(text.utf8), mediaType: .ociIndex) else {
            Issue.record("not an index")
            return
        }
        #expect(index.bestManifest(for: try Platform(parsing: "linux/armhf")) == index.manifests[2])
        #expect(index.bestManifest(for: try Platform(parsing: "linux/amd64")) == nil)
        #expect(index.platforms.map(\.description) == ["linux/arm/v5", "linux/arm/v7"])
    }

    @Test(
        "documents that would mislead are refused",
        arguments: [
            (#"{"schemaVersion":1,"name":"x","fsLayers":[],"history":[]}"#, nil, OCIError.schema1),
            (#"{"schemaVersion":2}"#, "application/vnd.docker.distribution.manifest.v1+prettyjws", .schema1),
            (#"{"schemaVersion":3,"layers":[]}"#, nil, .unsupportedSchema(version: 3)),
            (
                #"{"schemaVersion":2,"manifests":[],"layers":[]}"#, nil,
                .ambiguous(detail: "it has 'manifests' beside 'layers' or 'config'")
            ),
            (
                #"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","layers":[]}"#, nil,
                .ambiguous(detail: "its media type 'application/vnd.oci.image.index.v1+json' contradicts its fields")
            ),
            (
                #"{"schemaVersion":2,"layers":[]}"#, nil,
                .malformed(document: "manifest", path: "$", detail: "'config' is missing")
            ),
            (
                #"{"schemaVersion":2,"manifests":[{"mediaType":"x","digest":"sha256:../../etc","size":1}]}"#, nil,
                .malformed(
                    document: "index", path: "$.manifests[0].digest",
                    detail: "'sha256:../../etc' is not a sha256 or sha512 digest")
            ),
            ("<html>", nil, .malformed(document: "manifest", path: "$", detail: "it is not JSON")),
            ("", nil, .malformed(document: "manifest", path: "$", detail: "it is not JSON")),
        ] as [(String, String?, OCIError)])
    func refused(_ text: String, header: String?, error: OCIError) {
        #expect(throws: error) {
            try ManifestDocument(decoding: Array(text.utf8), mediaType: header.map(MediaType.init(header:)))
        }
    }

    @Test func `sizes that are negative or beyond 64 bits are refused`() {
        for size in ["-1", "1e400", "18446744073709551616"] {
            let text = Self.manifest.replacing(#""size":7"#, with: #""size":\#(size)"#)
            #expect(throws: OCIError.self) { try ManifestDocument(decoding: Array(text.utf8)) }
        }
        let huge = Self.manifest.replacing(#""size":7"#, with: #""size":18446744073709551615"#)
        guard case .manifest(let manifest)? = try? ManifestDocument(decoding: Array(huge.utf8)) else {
            Issue.record("the largest size is valid")
            return
        }
        #expect(manifest.transferSize == nil)
    }

    @Test func `bytes, layers, entries and nesting are bounded`() throws {
        var limits = DocumentLimits()
        limits.manifestBytes = 10
        #expect(throws: OCIError.tooLarge(document: "manifest", count: 11, limit: 10, unit: "bytes")) {
            try ManifestDocument(decoding: Array(repeating: 0x20, count: 11), limits: limits)
        }
        let layer = Self.descriptor("application/vnd.oci.image.layer.v1.tar")
        func manifest(_ layers: Int) -> [UInt8] {
            let list = Array(repeating: layer, count: layers).joined(separator: ",")
            return Array(#"{"schemaVersion":2,"config":\#(layer),"layers":[\#(list)]}"#.utf8)
        }
        #expect(try ManifestDocument(decoding: manifest(1024)).mediaType == .ociManifest)
        #expect(throws: OCIError.tooLarge(document: "manifest", count: 1025, limit: 1024, unit: "layers")) {
            try ManifestDocument(decoding: manifest(1025))
        }
        let deep = Array(String(repeating: "[", count: 100_000).utf8)
        #expect(throws: OCIError.self) { try ManifestDocument(decoding: deep) }
    }

    @Test(
        "layer types say how a layer is packed, and unknown types are kept",
        arguments: [
            ("application/vnd.oci.image.layer.v1.tar", .layer(.none, isDistributable: true)),
            ("application/vnd.oci.image.layer.v1.tar+zstd", .layer(.zstd, isDistributable: true)),
            ("application/vnd.oci.image.layer.nondistributable.v1.tar+gzip", .layer(.gzip, isDistributable: false)),
            ("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", .layer(.gzip, isDistributable: false)),
            ("application/vnd.oci.image.layer.v1.tar+lz4", .layer(.unknown, isDistributable: true)),
            ("application/vnd.oci.image.index.v1+json", .index),
            ("application/vnd.docker.container.image.v1+json", .config),
            ("application/vnd.cncf.helm.config.v1+json", .other),
        ] as [(String, MediaType.Kind)])
    func kinds(_ text: String, kind: MediaType.Kind) {
        #expect(MediaType(rawValue: text).kind == kind)
        #expect(MediaType(header: text.uppercased() + "; charset=utf-8").rawValue == text)
    }
}
