extension ImageTree {
    /// What the node is; a hard link is what it links to, a directory that no layer names a directory.
    public func kind(of node: Node) -> EntryKind {
        let origin = records[Int(node.number)].content
        guard origin.layer >= 0 else { return .directory }
        return layers[Int(origin.layer)][Int(origin.entry)].kind
    }

    /// Bytes of content; 0 for what is not a regular file.
    public func size(of node: Node) -> UInt64 { entry(node)?.size ?? 0 }

    /// Permission bits with set-uid, set-gid and sticky; 0o755 for a directory that no layer names.
    public func mode(of node: Node) -> UInt16 { entry(node)?.mode ?? 0o755 }

    public func userID(of node: Node) -> UInt32 { entry(node)?.userID ?? 0 }

    public func groupID(of node: Node) -> UInt32 { entry(node)?.groupID ?? 0 }

    /// Seconds since 1970.
    public func modified(of node: Node) -> Int64 { entry(node)?.modified ?? 0 }

    /// CRC-32 of a regular file's content; 0 for others.
    public func crc32(of node: Node) -> UInt32 { entry(node)?.crc32 ?? 0 }

    /// Whether this name is one more for a file that has another name too.
    public func isHardLink(_ node: Node) -> Bool {
        let origin = records[Int(node.number)].own
        return origin.layer >= 0 && layers[Int(origin.layer)][Int(origin.entry)].kind == .hardLink
    }

    /// The layer, counted from 0 at the bottom, whose entry made the node what it is; `nil` for a directory that none names.
    public func layer(of node: Node) -> Int? {
        let layer = records[Int(node.number)].own.layer
        return layer < 0 ? nil : Int(layer)
    }

    /// The last component of the path; empty for the root. Bytes that are not UTF-8 are replaced.
    public func name(of node: Node) -> String { String(decoding: nameBytes(records[Int(node.number)]), as: UTF8.self) }

    /// The path from the root, with a leading slash.
    public func path(of node: Node) -> String {
        var names: [ArraySlice<UInt8>] = []
        var number = node.number
        while number > 0 {
            names.append(nameBytes(records[Int(number)]))
            number = records[Int(number)].parent
        }
        guard !names.isEmpty else { return "/" }
        var bytes: [UInt8] = []
        for name in names.reversed() {
            bytes.append(separator)
            bytes.append(contentsOf: name)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The directory that the node is in; `nil` for the root.
    public func parent(of node: Node) -> Node? {
        let parent = records[Int(node.number)].parent
        return parent < 0 ? nil : Node(number: parent)
    }

    /// What is in a directory, by name in byte order; empty for other nodes.
    public func children(of node: Node) -> [Node] {
        liveChildren(of: node).sorted {
            nameBytes(records[Int($0.number)]).lexicographicallyPrecedes(nameBytes(records[Int($1.number)]))
        }
    }

    /// A symlink's target as bytes; empty for other nodes.
    func linkTarget(of node: Node) -> ArraySlice<UInt8> {
        let origin = records[Int(node.number)].content
        guard origin.layer >= 0, kind(of: node) == .symbolicLink else { return [] }
        return layers[Int(origin.layer)].linkTarget(of: Int(origin.entry))
    }

    /// A symlink's target as text.
    public func linkText(of node: Node) -> String { String(decoding: linkTarget(of: node), as: UTF8.self) }

    /// A kept file's content; `nil` where measuring was not asked to keep it.
    public func content(of node: Node) -> ArraySlice<UInt8>? { source(node).flatMap { $0.content(of: $1) } }

    /// Whether the content should have been kept but was over its bound.
    public func contentWasTooLarge(_ node: Node) -> Bool { source(node).map { $0.contentWasTooLarge($1) } ?? false }

    /// What reading an ELF file gave; `nil` for other files.
    public func elf(of node: Node) -> ELFReading? { source(node).flatMap { $0.elf(of: $1) } }

    /// A script's first line without `#!`; `nil` for other files.
    public func shebang(of node: Node) -> String? {
        source(node).flatMap { $0.shebang(of: $1) }.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Version numbers found in a Python interpreter's binary or library.
    public func versionStrings(of node: Node) -> [String] { source(node).map { $0.versionStrings(of: $1) } ?? [] }

    private func source(_ node: Node) -> (LayerIndex, Int)? {
        let origin = records[Int(node.number)].content
        guard origin.layer >= 0 else { return nil }
        return (layers[Int(origin.layer)], Int(origin.entry))
    }

    private func entry(_ node: Node) -> LayerEntry? {
        let origin = records[Int(node.number)].content
        guard origin.layer >= 0 else { return nil }
        return layers[Int(origin.layer)][Int(origin.entry)]
    }
}

extension ImageTree {
    /// Calls `body` for every node below `start`, parents first, siblings in byte order of their names; symlinks are not
    /// followed. Where `body` answers `false`, what is below that node is passed over.
    public func walk(from start: Node = ImageTree.root, _ body: (Node) throws -> Bool) rethrows {
        var pending = [start]
        while let node = pending.popLast() {
            guard try body(node) else { continue }
            pending.append(contentsOf: children(of: node).reversed())
        }
    }

    /// Calls `body` for every live node but the root, in no promised order: faster than `walk`.
    public func forEachNode(_ body: (Node) throws -> Void) rethrows {
        for number in records.indices.dropFirst() where !records[number].isRemoved {
            try body(Node(number: Int32(number)))
        }
    }
}
