internal import FoundationEssentials
internal import NIOHTTP1
internal import TareDiagnostics
public import TareOCI

extension RegistryClient {
    /// The tags of a repository in the registry's order (distribution specification, "Listing Tags"), at most `limit`.
    public func tags(of repository: ImageReference, limit: Int = 10_000) async throws -> [String] {
        struct Page: Decodable { var tags: [String]? }
        var tags: [String] = []
        try await pages("tags/list?n=\(min(max(limit, 1), 1000))", of: repository) { bytes, url in
            guard let page = try? JSONDecoder().decode(Page.self, from: Data(bytes)) else {
                throw RegistryError.notARegistry(url: url.shown, contentType: "a list of tags of another form")
            }
            tags += page.tags ?? []
            return tags.count < limit
        }
        return Array(tags.prefix(limit))
    }

    /// Fetches a list page by page, by the `Link` field of each answer, until `take` returns false; at most 1000 pages, all
    /// from the same origin.
    func pages(
        _ path: String, of repository: ImageReference, _ take: (_ bytes: [UInt8], _ url: URL) throws -> Bool
    ) async throws {
        try await reading(repository) { endpoint, isLast in
            var request = request(.GET, path, of: repository, at: endpoint)
            request.headers = [("Accept", "application/json, " + MediaType.ociIndex.rawValue)]
            for page in 0..<1000 {
                let answer = try await transport.send(request, to: endpoint, hasAlternative: !isLast && page == 0)
                guard answer.status == 200 else {
                    throw await failure(answer, at: endpoint, "repository '\(repository.repository)'")
                }
                if let type = answer.header("Content-Type"), type.lowercased().hasPrefix("text/html") {
                    throw RegistryError.notARegistry(url: answer.url.shown, contentType: type)
                }
                let bytes = try await answer.collect(limit: configuration.limits.manifestBytes, configuration)
                do {
                    guard try take(bytes, answer.url) else { return }
                } catch let error as OCIError {
                    throw RegistryError.document(url: answer.url.shown, error)
                }
                guard let link = answer.header("Link").flatMap(LinkHeader.next(in:)) else { return }
                request.target = .path(try Self.next(link, from: answer.url))
            }
        }
    }

    /// The path below `/v2/` of the next page.
    private static func next(_ link: String, from url: URL) throws -> String {
        guard let target = URL(string: link, relativeTo: url)?.absoluteURL, HTTPOrigin(target) == HTTPOrigin(url),
            target.path(percentEncoded: true).hasPrefix("/v2/")
        else { throw RegistryError.badHeader(url: url.shown, name: "Link", detail: "it leads elsewhere") }
        let query = target.query(percentEncoded: true).map { "?" + $0 } ?? ""
        return target.path(percentEncoded: true).dropFirst("/v2/".count) + query
    }
}
