internal import TareDiagnostics
internal import TareNetwork
internal import TareOCI
internal import TareReport

/// What is on disk of an earlier run.
struct InitDisk: Sendable {
    static let dockerfile = "Dockerfile"
    static let ignore = ".dockerignore"
    static let compose = "compose.yaml"
    static let kubernetes = "kubernetes.yaml"

    /// Headers of the Dockerfiles that `tare init` wrote, by their names.
    private(set) var headers: [String: RecipeHeader] = [:]
    /// Digests by image.
    private(set) var pins: [String: Digest] = [:]
    /// The Dockerfile that `compose.yaml` builds.
    private(set) var composed: String?
    private var manifests: RecipeHeader?

    init(of request: InitRequest) throws {
        guard request.mode != .show else { return }
        for name in DiskFolder.names(in: request.project) {
            guard name == Self.dockerfile || name.hasPrefix(Self.dockerfile + "."),
                let text = try? InitFiles.content(name, in: request.project), let header = RecipeHeader(text),
                header.base != nil
            else { continue }
            headers[name] = header
            pins.merge(RecipePins.digests(in: text)) { first, _ in first }
        }
        if let text = try InitFiles.content(Self.kubernetes, in: request.project) { manifests = RecipeHeader(text) }
        if let text = try InitFiles.content(Self.compose, in: request.project) {
            composed = ComposeRecipe.dockerfile(in: text)
        }
    }

    func wantsKubernetes(_ request: InitRequest) -> Bool {
        request.writesKubernetes || request.mode == .check && manifests?.isForKubernetes == true
    }

    func image(for request: InitRequest) throws -> String? {
        guard let image = request.image else { return request.mode == .check ? manifests?.image : nil }
        do throws(InvalidReference) { return try ImageReference(image).description } catch {
            throw InitError.invalidImage(image, reason: error.what)
        }
    }

    /// What the Dockerfiles on disk were written for, that of `compose.yaml` first; none where nothing on disk tells.
    func recorded(_ bases: InitRequest.Bases) -> [(dockerfile: String, header: RecipeHeader)] {
        var found = headers.sorted { $0.key < $1.key }.map { (dockerfile: $0.key, header: $0.value) }
        switch bases {
        case .one(let name): found = found.filter { $0.dockerfile == Self.dockerfile && $0.header.base == name }
        case .recommended where headers[Self.dockerfile] != nil:
            found = found.filter { $0.dockerfile == Self.dockerfile }
        case .recommended, .all: found = found.filter { $0.dockerfile != Self.dockerfile }
        }
        if let composed, let place = found.firstIndex(where: { $0.dockerfile == composed }) {
            found.insert(found.remove(at: place), at: 0)
        }
        return found
    }
}
