internal import FoundationEssentials
internal import NIOHTTP1
public import TareOCI

extension RegistryClient {
    /// The tags of a repository in the registry's order (distribution specification, "Listing Tags"), at most `limit`.
    public func tags(of repository: ImageReference, limit: Int = 10_000) async throws -> [String] {
        struct Page: Decodable { var tags: [String]? }
        return try await pages("tags/list?n=\(min(max(limit, 1), 1000))", of: repository, limit: limit) { bytes, url in
            guard let page = try? JSONDecoder().decode(Page.self, from: Data(bytes)) else {
                throw RegistryError.notARegistry(url: url.shown, contentType: "a list of tags of another form")
            }
            return page.tags ?? []
        }
    }

    /// Fetches a list page by page, by the `Link` field of each answer, up to `limit` items or 1000 pages, all from the
    /// same origin; a mirror that fails on the way is left with what it listed.
    func pages<Item>(
        _ path: String, of repository: ImageReference, limit: Int,
        _ decode: (_ bytes: [UInt8], _ url: URL) throws -> [Item]
    ) async throws -> [Item] {
        try await reading(repository) { endpoint, isLast in
            var request = request(.GET, path, of: repository, at: endpoint)
            request.headers = [("Accept", "application/json, " + MediaType.ociIndex.rawValue)]
            var items: [Item] = []
            for _ in 0..<1000 {
                let (answer, bytes) = try await document(
                    request, at: endpoint, isLast: isLast, "repository '\(repository.repository)'")
                do {
                    items += try decode(bytes, answer.url)
                } catch let error as OCIError {
                    throw RegistryError.document(url: answer.url.shown, error)
                }
                guard items.count < limit, let link = answer.header("Link").flatMap(LinkHeader.next(in:)) else { break }
                request.target = .path(try Self.next(link, from: answer.url))
            }
            return Array(items.prefix(limit))
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
