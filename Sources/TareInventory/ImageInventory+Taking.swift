public import TareOCI

extension ImageInventory {
    /// Takes the inventory of a merged tree whose layers were measured with `InventorySelection.all`.
    ///
    /// One pass over the nodes finds what cataloguers want; the rest is proportional to what they read.
    public init(of tree: ImageTree) {
        let survey = TreeSurvey(tree, for: Self.readers)
        var found: [InventoryProblem] = []
        let candidates = InterpreterSearch.candidates(survey, &found)
        var findings = PackageFindings(
            owners: FileOwners(
                wanted: PackageCataloguers.all.flatMap { $0.filesToAttribute(survey) } + candidates.map(\.path)
                    + CLibrary.filesToAttribute(survey)))
        findings.problems = found
        for cataloguer in PackageCataloguers.all { cataloguer.catalogue(survey, into: &findings) }
        for index in findings.packages.indices where findings.packages[index].type == .python {
            findings.packages[index].owner = findings.owners[findings.packages[index].location]
        }

        operatingSystem = OperatingSystem(survey, &findings.problems)
        let libraries = CLibrary.find(survey, findings)
        libc = libraries.first ?? .none
        otherLibc = libraries.dropFirst().first
        interpreters = InterpreterSearch.interpreters(candidates, survey, findings)
        virtualEnvironments = VirtualEnvironment.find(survey, &findings.problems)
        programs = Programs(survey)
        accounts = Accounts(survey, &findings.problems)
        privileges = Privileges(survey)
        sharedData = SharedData(tree)
        elf = ELFSummary(tree)
        packages = findings.packages.sorted(by: PackageRecord.isOrdered)
        problems = Set(findings.problems).sorted { ($0.path, $0.what) < ($1.path, $1.what) }
    }

    private static let readers: [any Surveying.Type] =
        PackageCataloguers.all + [
            InterpreterSearch.self, SystemConfiguration.self, VirtualEnvironment.self, CLibrary.self, Programs.self,
        ]
}
