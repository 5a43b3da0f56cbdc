internal import TareOCI

/// Finds every Python interpreter of an image: by name and being an ELF executable, wherever it lies.
///
/// A distribution's, one at `/usr/local`, a managed one (python-build-standalone), one of pyenv, a static one that is
/// only called `python`: all are found alike. Scripts of such names (pyenv's shims) are none; executables beside a
/// `pyvenv.cfg` belong to a virtual environment.
enum InterpreterSearch: Surveying {
    static let landmarks: [Landmark] = ["python", "pypy", "graalpy", "platform-python"].map { .beginning($0) }

    /// An executable, before anything is known of its version.
    struct Candidate {
        var node: ImageTree.Node
        var name: InterpreterName
        var path: String
        var aliases: [String] = []
    }

    /// The most interpreters that are described; the fullest images known have a few dozen.
    static let maximumInterpreters = 1_000

    /// The executables, sorted by path, each once: links and hard links become aliases.
    static func candidates(_ survey: TreeSurvey, _ problems: inout [InventoryProblem]) -> [Candidate] {
        let tree = survey.tree
        var byNode: [ImageTree.Node: Candidate] = [:]
        var links: [(path: String, target: ImageTree.Node)] = []
        for sighting in survey.sightings(for: Self.self) {
            guard let name = InterpreterName(sighting.name), !isInVirtualEnvironment(sighting.node, tree) else {
                continue
            }
            switch tree.kind(of: sighting.node) {
            case .regular where survey.isExecutable(sighting.node) && tree.isELF(sighting.node):
                byNode[sighting.node] = Candidate(node: sighting.node, name: name, path: tree.path(of: sighting.node))
            case .symbolicLink:
                if let target = tree.resolve(sighting.node) { links.append((tree.path(of: sighting.node), target)) }
            default: continue
            }
        }
        mergeHardLinks(&byNode, tree)
        for link in links { byNode[link.target]?.aliases.append(link.path) }
        let sorted = byNode.values.map { candidate in
            var candidate = candidate
            candidate.aliases.sort()
            return candidate
        }.sorted { $0.path < $1.path }
        if let first = sorted.dropFirst(maximumInterpreters).first {
            problems.append(
                InventoryProblem(
                    path: first.path, what: "is one of \(sorted.count) interpreters; it is left out, as is the rest"))
        }
        return Array(sorted.prefix(maximumInterpreters))
    }

    private static func isInVirtualEnvironment(_ node: ImageTree.Node, _ tree: ImageTree) -> Bool {
        guard let directory = tree.parent(of: node) else { return false }
        // site.py looks beside the executable and one directory above.
        return tree.node("pyvenv.cfg", in: directory) != nil
            || tree.parent(of: directory).map { tree.node("pyvenv.cfg", in: $0) != nil } ?? false
    }

    /// `make install` gives one executable two names in one directory; the name with the version stays.
    private static func mergeHardLinks(_ candidates: inout [ImageTree.Node: Candidate], _ tree: ImageTree) {
        struct Content: Hashable {
            var directory: ImageTree.Node?
            var size: UInt64
            var checksum: UInt32
        }
        let groups = Dictionary(grouping: candidates.values.filter { tree.crc32(of: $0.node) != 0 }) {
            Content(
                directory: tree.parent(of: $0.node), size: tree.size(of: $0.node), checksum: tree.crc32(of: $0.node))
        }
        for group in groups.values where group.count > 1 {
            let sorted = group.sorted { left, right in
                let (first, second) = (left.name.minor != nil, right.name.minor != nil)
                if first != second { return first }
                return (left.name.flags.count, left.path) < (right.name.flags.count, right.path)
            }
            for other in sorted.dropFirst() {
                candidates[sorted[0].node]?.aliases.append(other.path)
                candidates[other.node] = nil
            }
        }
    }
}
