internal import TareInventory
public import TareOCI

/// The contents that measuring keeps for a proof: all that an inventory wants, and what decides how libraries and
/// modules are searched.
public enum ProofSelection {
    public static let all = ContentSelection(InventorySelection.all.rules + rules)

    static let rules: [ContentSelection.Rule] = [
        // The folders that ldconfig reads, and musl's own list.
        .init(.path("etc/ld.so.conf"), maximumBytes: 64 << 10),
        .init(.inDirectory("etc/ld.so.conf.d"), maximumBytes: 64 << 10),
        .init(.nameAffixes("ld-musl-", ".path"), maximumBytes: 64 << 10),
        // Lines that lengthen sys.path.
        .init(.suffix(".pth"), maximumBytes: 64 << 10),
        // Which module a console script calls.
        .init(.suffix(".dist-info/entry_points.txt"), maximumBytes: 256 << 10),
    ]
}
