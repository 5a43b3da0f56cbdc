public import TareOCI

/// The contents that measuring keeps for an inventory: what every cataloguer and reader asks for.
public enum InventorySelection {
    /// In the order of the register, each rule once.
    public static let all = ContentSelection(rules)

    static let rules: [ContentSelection.Rule] = {
        let readers: [[ContentSelection.Rule]] =
            PackageCataloguers.all.map { $0.selection }
            + [
                OperatingSystem.selection, Accounts.selection, InterpreterEvidence.selection,
                VirtualEnvironment.selection,
            ]
        var seen: Set<ContentSelection.Rule> = []
        return readers.joined().filter { seen.insert($0).inserted }
    }()
}
