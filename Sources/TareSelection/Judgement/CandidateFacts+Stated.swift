public import TareOCI

extension CandidateFacts {
    /// What the catalogue states of a base that could not be measured, with what is added to it.
    ///
    /// Nothing of it says whether the image starts, so that such a candidate is never recommended.
    ///
    /// - Parameter added: the weight of interpreter, dependencies and application, where it could be measured all the same.
    public init(
        stated entry: CatalogueEntry, python: String?, platform: Platform, added: Size = Size(), support: SupportEnd?
    ) {
        self.init(id: entry.id, evidence: .stated)
        self.python = python ?? entry.fixedPython
        libc = entry.libc?.value.description
        shell = entry.shell?.value
        packageManager = entry.packageManager?.value
        runsAsRoot = entry.user.map { $0.value == "root" || $0.value == "0" }
        self.support = support
        let base = entry.sizes(python: self.python ?? "", platform: platform)
        size = Size(
            compressed: Self.sum(base.compressed?.value, added.compressed),
            uncompressed: Self.sum(base.uncompressed?.value, added.uncompressed))
    }

    /// A sum with something unknown in it is unknown.
    private static func sum(_ base: UInt64?, _ added: UInt64?) -> UInt64? {
        guard let base, let added else { return nil }
        let (sum, overflow) = base.addingReportingOverflow(added)
        return overflow ? nil : sum
    }
}

extension CatalogueEntry {
    /// The newest day that its facts were seen on.
    public var observed: CalendarDate? { sources.map(\.observed).max() }
}

extension CatalogueEntry.Library: CustomStringConvertible {
    /// `glibc 2.36`, or the family where the version is not stated.
    public var description: String { [family.rawValue, version].compactMap { $0 }.joined(separator: " ") }
}
