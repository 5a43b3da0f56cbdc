internal import TareELF
internal import TareOCI

extension ImageTree {
    /// What is known of an ELF file that was readable, links followed.
    func facts(of node: Node) -> ELFFacts? {
        guard let file = resolve(node), case .facts(let facts) = elf(of: file) else { return nil }
        return facts
    }

    /// Whether a node is an ELF file, readable or not, links followed.
    func isELF(_ node: Node) -> Bool { resolve(node).map { elf(of: $0) != nil } ?? false }
}

extension ELFFacts {
    /// The highest number behind a prefix among the symbol versions that a library defines: `2.36` of `GLIBC_2.36`.
    func highestVersionDefinition(prefix: String) -> String? {
        var highest: Substring?
        for definition in versionDefinitions where definition.hasPrefix(prefix) {
            let number = definition.dropFirst(prefix.count)
            guard number.utf8.first?.isDigit == true else { continue }
            if let known = highest, !DottedNumber(known).isLess(than: DottedNumber(number)) { continue }
            highest = number
        }
        return highest.map(String.init)
    }
}
