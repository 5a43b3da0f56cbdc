internal import TareDiagnostics

/// `CacheResult` as people read it.
public enum CacheTable {
    public static func lines(_ result: CacheResult, _ style: TextStyle) -> [String] {
        var lines = [style.bold(result.path.printable(limit: 400))]
        lines += table(result.kept).lines(style, indent: 2)
        if let pruned = result.pruned {
            let (count, bytes) = pruned.reduce((0, UInt64(0))) { ($0.0 + $1.count, $0.1 + $1.bytes) }
            lines.append("removed \(count), \(ByteCount.text(bytes))")
        }
        return lines
    }

    private static func table(_ sections: [CacheResult.Section]) -> TextTable {
        var table = TextTable([("kept", .left), ("count", .right), ("size", .right), ("oldest use", .left)])
        for section in sections {
            table.add([section.kind, "\(section.count)", ByteCount.text(section.bytes), section.oldestUse ?? "-"])
        }
        return table
    }
}
