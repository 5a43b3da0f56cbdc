internal import TareELF
public import TareOCI

/// The ELF files of an image with what was read of each; nothing is decoded before it is asked for.
public struct ELFCatalogue: Sendable {
    public struct File: Sendable {
        public var node: ImageTree.Node
        public var path: String
        public var reading: ELFReading
    }

    private let tree: ImageTree

    public init(_ tree: ImageTree) { self.tree = tree }

    /// Calls `body` with every ELF file once a name, in no promised order. Links are not followed.
    public func forEachFile(_ body: (File) throws -> Void) rethrows {
        try tree.forEachNode { node in
            guard tree.kind(of: node) == .regular, let reading = tree.elf(of: node) else { return }
            try body(File(node: node, path: tree.path(of: node), reading: reading))
        }
    }
}

/// How many ELF files an image has, by what machine they are for.
public struct ELFSummary: Codable, Sendable, Hashable {
    /// Files by machine, as `ELFMachine.name` has it.
    public var byMachine: [String: Int] = [:]
    /// Files that could not be read.
    public var unreadable = 0

    /// Counts every name of an ELF file.
    public init(_ tree: ImageTree) {
        var counts: [ELFMachine: Int] = [:]
        tree.forEachNode { node in
            guard tree.kind(of: node) == .regular, let reading = tree.elf(of: node) else { return }
            switch reading {
            case .facts(let facts): counts[facts.machine, default: 0] += 1
            case .unreadable: unreadable += 1
            }
        }
        for (machine, count) in counts { byMachine[machine.name] = count }
    }
}
