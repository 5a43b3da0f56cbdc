extension ELFFacts {
    /// Reads the facts of a whole file.
    public init(parsing file: [UInt8]) throws(ELFError) {
        switch try ELFParser.parse([ELFWindow(offset: 0, bytes: file)], fileSize: UInt64(file.count)) {
        case .facts(let facts): self = facts
        // The whole file is at hand: what is needed and not found in it is not there.
        case .needs(let parts):
            throw .outsideFile(part: "a table", offset: parts.first?.lowerBound ?? 0, fileSize: UInt64(file.count))
        }
    }
}
