extension ImageTree {
    /// How many symlinks one look-up may pass, as Linux has it (path_resolution(7)).
    static let maximumLinks = 40

    /// The node at a path, relative to the root or with a leading slash; `..` and symlinks stay inside the root, as they
    /// would in a container. `nil` where nothing is, where a file stands in the way, or where links run in a circle.
    public func node(at path: some StringProtocol, followingLinks: Bool = true) -> Node? {
        find(Array(path.utf8), followingLast: followingLinks)
    }

    /// The node that a symlink leads to; any other node itself.
    public func resolve(_ node: Node) -> Node? {
        guard kind(of: node) == .symbolicLink else { return node }
        var links = 0
        return walk(linkTarget(of: node), from: parentNode(of: node), followingLast: true, links: &links)
    }

    /// A node named in a directory; links in the name's parent are followed, in the name itself too.
    public func node(_ relativePath: some StringProtocol, in directory: Node, followingLinks: Bool = true) -> Node? {
        var links = 0
        return walk(Array(relativePath.utf8), from: directory, followingLast: followingLinks, links: &links)
    }

    func find(_ path: some Collection<UInt8>, followingLast: Bool) -> Node? {
        var links = 0
        return walk(path, from: Self.root, followingLast: followingLast, links: &links)
    }

    private func walk(
        _ path: some Collection<UInt8>, from start: Node, followingLast: Bool, links: inout Int
    ) -> Node? {
        var node = path.first == separator ? Self.root : start
        var rest = path[...]
        while !rest.isEmpty {
            let end = rest.firstIndex(of: separator) ?? rest.endIndex
            let name = rest[..<end]
            rest = end < rest.endIndex ? rest[rest.index(after: end)...] : rest[rest.endIndex...]
            if name.isEmpty || name.elementsEqual([UInt8(ascii: ".")]) { continue }
            guard kind(of: node) == .directory else { return nil }
            if name.elementsEqual([UInt8(ascii: "."), UInt8(ascii: ".")]) {
                node = parentNode(of: node)
                continue
            }
            guard let next = child(of: node, name) else { return nil }
            guard kind(of: next) == .symbolicLink, followingLast || !rest.isEmpty else {
                node = next
                continue
            }
            links += 1
            guard links <= Self.maximumLinks,
                let target = walk(linkTarget(of: next), from: node, followingLast: true, links: &links)
            else { return nil }
            node = target
        }
        return node
    }

    private func parentNode(of node: Node) -> Node {
        let parent = records[Int(node.number)].parent
        return parent < 0 ? Self.root : Node(number: parent)
    }

    func child(of directory: Node, _ name: some Collection<UInt8>) -> Node? {
        children.first(ChildTable.key(directory.number, name)) { candidate in
            let record = records[Int(candidate)]
            return !record.isRemoved && record.parent == directory.number && nameBytes(record).elementsEqual(name)
        }.map(Node.init(number:))
    }

    func liveChildren(of node: Node) -> [Node] {
        var found: [Node] = []
        var next = records[Int(node.number)].firstChild
        while next >= 0 {
            if !records[Int(next)].isRemoved { found.append(Node(number: next)) }
            next = records[Int(next)].nextSibling
        }
        return found
    }

    func nameBytes(_ record: Record) -> ArraySlice<UInt8> {
        guard record.nameLayer >= 0 else { return [] }
        let start = Int(record.nameStart)
        return layers[Int(record.nameLayer)].text[start..<start + Int(record.nameLength)]
    }
}
