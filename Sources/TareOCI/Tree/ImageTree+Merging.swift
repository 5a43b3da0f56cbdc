extension ImageTree {
    /// Applies one layer: first what it deletes, then what it adds, since markers speak of lower layers only.
    mutating func apply(_ layer: Int) {
        let index = layers[layer]
        for entry in 0..<index.count {
            switch index[entry].kind {
            case .whiteout:
                if let node = find(index.path(of: entry), followingLast: false) {
                    remove(node, counting: \.deletedFiles, \.deletedBytes)
                }
            case .opaque:
                guard let node = find(index.path(of: entry), followingLast: true) else { continue }
                removeChildren(of: node)
            default: continue
            }
        }
        for entry in 0..<index.count where index[entry].kind != .whiteout && index[entry].kind != .opaque {
            add(index, Origin(layer: Int32(layer), entry: Int32(entry)))
        }
    }

    private mutating func add(_ index: LayerIndex, _ origin: Origin) {
        let entry = Int(origin.entry)
        let path = index.path(of: entry)
        let kind = index[entry].kind
        guard !path.isEmpty else {
            if kind == .directory { records[0].own = origin; records[0].content = origin }
            return
        }
        var content = origin
        if kind == .hardLink {
            // A hard link shares its target's content as it is now; one without a target is kept as it stands, and so is
            // one to a directory, which no file system makes.
            if let target = find(index.linkTarget(of: entry), followingLast: false), self.kind(of: target) != .directory
            {
                content = records[Int(target.number)].content
            }
        }
        let slash = path.lastIndex(of: separator)
        let name = slash.map { path[($0 + 1)...] } ?? path
        guard let parent = slash.map({ directory(path[..<$0], for: origin.layer) }) ?? Self.root else { return }
        if let old = child(of: parent, name) {
            replace(old, with: origin, content: content, isDirectory: kind == .directory)
        } else {
            make(name, of: origin.layer, in: parent, own: origin, content: content)
        }
    }

    private mutating func replace(_ old: Node, with own: Origin, content: Origin, isDirectory: Bool) {
        let number = Int(old.number)
        if self.kind(of: old) == .directory {
            if !isDirectory { removeChildren(of: old) }
        } else {
            count(old, \.overwrittenFiles, \.overwrittenBytes)
        }
        if !isDirectory || kind(of: old) != .directory { recent = nil }
        records[number].own = own
        records[number].content = content
    }

    /// The directory at a path, made where it is missing, through symlinks inside the root: a link that leads nowhere
    /// gets the directory it names, as runtimes make it when they unpack. A file that stands in the way gives way.
    private mutating func directory(_ path: ArraySlice<UInt8>, for layer: Int32) -> Node? {
        if let recent, recent.path.elementsEqual(path) { return recent.node }
        var links = 0
        let node =
            find(path, followingLast: true).flatMap { kind(of: $0) == .directory ? $0 : nil }
            ?? makeDirectories(path, of: layer, from: Self.root, links: &links)
        recent = node.map { (path, $0) }
        return node
    }

    /// `path` is a slice of layer `layer`'s text.
    private mutating func makeDirectories(
        _ path: ArraySlice<UInt8>, of layer: Int32, from start: Node, links: inout Int
    ) -> Node? {
        let unnamed = Origin(layer: -1, entry: -1)
        var node = path.first == separator ? Self.root : start
        for name in path.split(separator: separator) where !name.elementsEqual([dot]) {
            if name.elementsEqual([dot, dot]) {
                node = parent(of: node) ?? Self.root
                continue
            }
            guard let next = child(of: node, name) else {
                node = make(name, of: layer, in: node, own: unnamed, content: unnamed)
                continue
            }
            switch kind(of: next) {
            case .directory: node = next
            case .symbolicLink where links < Self.maximumLinks:
                links += 1
                let target = linkTarget(of: next)
                let origin = records[Int(next.number)].content.layer
                guard let made = makeDirectories(target, of: origin, from: node, links: &links) else { return nil }
                node = made
            default:
                replace(next, with: unnamed, content: unnamed, isDirectory: true)
                node = next
            }
        }
        return node
    }

    /// `name` is a slice of layer `layer`'s text.
    @discardableResult
    private mutating func make(
        _ name: ArraySlice<UInt8>, of layer: Int32, in parent: Node, own: Origin, content: Origin
    ) -> Node {
        let node = Node(number: Int32(records.count))
        records.append(
            Record(
                parent: parent.number, content: content, own: own, nextSibling: records[Int(parent.number)].firstChild,
                nameLayer: layer, nameStart: UInt32(name.startIndex), nameLength: UInt16(name.count)))
        records[Int(parent.number)].firstChild = node.number
        let known = records
        children.insert(ChildTable.key(parent.number, name), node.number) { known[Int($0)].isRemoved }
        return node
    }

    private mutating func removeChildren(of node: Node) {
        for child in liveChildren(of: node) { remove(child, counting: \.deletedFiles, \.deletedBytes) }
        // None is left: the next deletion need not pass over them all.
        records[Int(node.number)].firstChild = -1
    }

    private mutating func remove(
        _ node: Node, counting files: WritableKeyPath<Waste, Int>, _ bytes: WritableKeyPath<Waste, UInt64>
    ) {
        recent = nil
        guard node.number != 0 else { return removeChildren(of: node) }
        var pending = [node]
        while let next = pending.popLast() {
            pending.append(contentsOf: liveChildren(of: next))
            if kind(of: next) != .directory { count(next, files, bytes) }
            records[Int(next.number)].isRemoved = true
        }
        unlink(node)
    }

    /// Takes a removed node out of its parent's list of children.
    private mutating func unlink(_ node: Node) {
        let parent = Int(records[Int(node.number)].parent)
        if records[parent].firstChild == node.number {
            records[parent].firstChild = records[Int(node.number)].nextSibling
        }
        // Others stay in the list and are passed over: unlinking from the middle would make deletion quadratic.
    }

    private mutating func count(
        _ node: Node, _ files: WritableKeyPath<Waste, Int>, _ bytes: WritableKeyPath<Waste, UInt64>
    ) {
        let record = records[Int(node.number)]
        guard record.own.layer >= 0, kind(of: node) == .regular else { return }
        waste[keyPath: files] += 1
        // The bytes of a hard link stand in the layer once, under its first name.
        if layers[Int(record.own.layer)][Int(record.own.entry)].kind == .regular {
            waste[keyPath: bytes] &+= size(of: node)
        }
    }
}
