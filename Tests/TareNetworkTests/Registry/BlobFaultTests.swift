import TareDiagnostics
import Testing

@testable import TareNetwork
@testable import TareOCI

@Suite("Blobs from a registry that fails", .enabled(if: CommandLineTool.areInstalled()))
struct BlobFaultTests {
    /// Pushes an image, then spoils the answers to requests for its larger layer.
    private func spoiled(
        _ seed: UInt64, idleTimeout: Int64 = 20, _ change: (inout Fault) -> Void, times: Int? = nil,
        configure: (inout RegistryConfiguration, RegistryProxy) -> Void = { _, _ in },
        _ body: (RegistryBench, Descriptor, [UInt8]) async throws -> Void
    ) async throws {
        let image = try TestImage(seed)
        let (proxy, repository) = try await withRegistry { bench in
            try await bench.push(image)
            return (bench.proxy, bench.repository)
        }
        try await proxy.setFaults([Fault("GET", "/blobs/", times: times).with(change)])
        try await withClient(of: proxy, repository: repository, idleTimeout: idleTimeout, configure: configure) {
            bench in
            try await body(bench, image.layers[1].descriptor, image.layers[1].bytes)
        }
    }

    @Test(arguments: [1, 30_000, 70_000])
    func `a transfer that was cut off goes on where it stopped`(offset: Int) async throws {
        try await spoiled(20, { $0.cut = offset }, times: 1) { bench, layer, bytes in
            let fetched = try await bench.fetch(layer)
            #expect(fetched == bytes)
            let requests = try await bench.proxy.log("GET", path: "/blobs/")
            #expect(requests.count == 2)
            // What was on its way when the connection ended may be lost.
            let resumed = requests.last?.headers["range"]?.split(separator: "=").last?.dropLast()
            if offset > 1 { #expect((1...offset).contains(try #require(resumed.flatMap { Int($0) }))) }
        }
    }

    @Test func `a transfer that is cut off before its first byte is begun again`() async throws {
        try await spoiled(21, { $0.cut = 0 }, times: 1) { bench, layer, bytes in
            let fetched = try await bench.fetch(layer)
            #expect(fetched == bytes)
        }
    }

    @Test func `progress lets a transfer go on however often it is cut off`() async throws {
        try await spoiled(
            22, { $0.cut = 9_000 }, configure: { configuration, _ in configuration.retry.maximumAttempts = 6 }
        ) {
            bench, layer, bytes in
            let fetched = try await bench.fetch(layer)
            #expect(fetched == bytes)
            #expect(try await bench.proxy.log("GET", path: "/blobs/").count >= (bytes.count + 8_999) / 9_000)
        }
    }

    @Test func `a transfer that never gets on ends with a clear refusal`() async throws {
        try await spoiled(23, { $0.cut = 0 }) { bench, layer, bytes in
            let error = try await refusal { try await bench.fetch(layer) }
            #expect(error.what == "the connection ended after 0 of \(bytes.count) bytes, again and again")
            #expect(error.location == "\(bench.proxy.url)/v2/\(bench.repository)/blobs/\(layer.digest)")
            #expect(error.hint == "try again; what arrives is checked as a whole")
            #expect(error.severity == .incomplete)
            #expect(try await bench.proxy.log("GET", path: "/blobs/").count == 3)
        }
    }

    @Test func `the resumptions of one transfer are bounded`() async throws {
        try await spoiled(
            24, { $0.cut = 10 }, configure: { configuration, _ in configuration.retry.maximumResumptions = 6 }
        ) {
            bench, layer, bytes in
            let error = try await refusal { try await bench.fetch(layer) }
            guard case .cutOff(_, let received, _) = error else { throw error }
            #expect(received <= 60)
            #expect(try await bench.proxy.log("GET", path: "/blobs/").count == 6)
        }
    }

    @Test func `a registry that ignores the range of a resumption is read past what is there`() async throws {
        try await spoiled(25, { $0.ignoreRange = true }) { bench, layer, bytes in
            try await bench.proxy.setFaults([
                Fault("GET", "/blobs/", times: 1).with { $0.cut = 40_000 },
                Fault("GET", "/blobs/").with { $0.ignoreRange = true },
            ])
            let fetched = try await bench.fetch(layer)
            #expect(fetched == bytes)
            #expect(try await bench.proxy.log("GET", path: "/blobs/").count == 2)
        }
    }

    @Test func `a resumption that answers with another range is refused`() async throws {
        try await spoiled(26, { $0.cut = 1 }) { bench, layer, bytes in
            try await bench.proxy.setFaults([
                Fault("GET", "/blobs/", times: 1).with { $0.cut = 40_000 },
                Fault("GET", "/blobs/").with { $0.headers = ["Content-Range": "bytes 50000-50009/\(bytes.count)"] },
            ])
            let error = try await refusal { try await bench.fetch(layer) }
            #expect(error.what.hasPrefix("the registry's header 'Content-Range' cannot be used: "))
        }
    }

    @Test(arguments: [0, 40_000, 70_000])
    func `changed bytes are refused by their digest`(offset: Int) async throws {
        try await spoiled(27, { $0.corrupt = offset }) { bench, layer, _ in
            let error = try await refusal { try await bench.fetch(layer) }
            guard case .digestMismatch(let url, let expected, let actual) = error else { throw error }
            #expect(url == "\(bench.proxy.url)/v2/\(bench.repository)/blobs/\(layer.digest)")
            #expect(expected == layer.digest)
            #expect(error.what == "the content has digest \(actual), not \(expected)")
            #expect(error.hint?.contains("try another source") == true)
            #expect(error.severity == .badInput)
            #expect(try await bench.proxy.log("GET", path: "/blobs/").count == 1)
        }
    }

    @Test(arguments: [12, 70_001, 1_000_000])
    func `a length that is not the descriptor's is refused before anything is handed on`(length: Int) async throws {
        try await spoiled(28, { $0.headers = ["Content-Length": "\(length)"] }) { bench, layer, bytes in
            var received = 0
            let error = try await refusal {
                try await bench.client.fetchBlob(layer, from: bench.reference()) { received += $0.count }
            }
            #expect(error.what == "the content has \(length) bytes, not \(bytes.count) as stated")
            #expect(received == 0)
        }
    }

    @Test func `a body without a stated length that is too long is refused`() async throws {
        try await spoiled(
            29,
            {
                $0.big = 1 << 20
                $0.chunked = true
            }
        ) { bench, layer, bytes in
            let error = try await refusal { try await bench.fetch(layer) }
            #expect(error.what == "the answer is longer than the \(bytes.count) bytes allowed")
            #expect(error.severity == .badInput)
        }
    }

    @Test func `a body that stops coming is given up`() async throws {
        try await spoiled(
            30, idleTimeout: 1,
            {
                $0.stall = 0
                $0.seconds = 4
            }, configure: { configuration, _ in configuration.retry.maximumAttempts = 2 }
        ) { bench, layer, bytes in
            let error = try await refusal { try await bench.fetch(layer) }
            #expect(error.what == "the connection ended after 0 of \(bytes.count) bytes, again and again")
            #expect(error.severity == .incomplete)
        }
    }

    @Test func `a body that stalled once is taken up again`() async throws {
        try await spoiled(
            31, idleTimeout: 1,
            {
                $0.stall = 20_000
                $0.seconds = 3
            }, times: 1
        ) { bench, layer, bytes in
            let fetched = try await bench.fetch(layer)
            #expect(fetched == bytes)
            #expect(try await bench.proxy.log("GET", path: "/blobs/").last?.headers["range"] == "bytes=20000-")
        }
    }

    @Test func `a body that trickles is refused`() async throws {
        try await spoiled(
            32,
            {
                $0.trickle = true
                $0.seconds = 0.05
            },
            configure: { configuration, _ in
                configuration.minimumRate = 10_000
                configuration.rateWindow = .milliseconds(300)
            }
        ) { bench, layer, _ in
            let error = try await refusal { try await bench.fetch(layer) }
            #expect(error.what == "the registry sends less than 10000 bytes a second")
            #expect(error.location?.hasSuffix(layer.digest.description) == true)
            #expect(error.hint?.contains("network") == true)
        }
    }

    @Test func `a connection that ends behind the last byte does not spoil the transfer`() async throws {
        try await spoiled(33, { $0.headers = ["Content-Length": "", "Transfer-Encoding": "chunked"] }, times: 1) {
            bench, layer, bytes in
            // The body is not in chunks at all, or its last chunk is missing: either way the transfer starts or goes on.
            let fetched = try await bench.fetch(layer)
            #expect(fetched == bytes)
        }
    }

    @Test func `an empty blob is fetched and checked`() async throws {
        try await withRegistry { bench in
            let empty = Descriptor(.ociEmpty, of: [])
            _ = try await bench.client.push(empty, BlobSource([]), to: bench.reference())
            #expect(try await bench.fetch(empty).isEmpty)
        }
    }

    @Test func `a blob larger than its bound is not asked for`() async throws {
        try await withRegistry(.none) { bench in
            let large = Descriptor(mediaType: .ociConfig, digest: Digest(sha256Of: []), size: 1 << 40)
            let error = try await refusal {
                try await bench.client.blob(large, in: bench.reference(), limit: 1_000)
            }
            #expect(error.what == "the answer is longer than the 1000 bytes allowed")
            #expect(try await bench.proxy.log().isEmpty)
        }
    }
}
