internal import TareOCI

/// `BuildResult` as people read it: the digest first, then what the layers are.
public enum BuildTable {
    public static func lines(_ result: BuildResult, _ style: TextStyle) -> [String] {
        var lines = ["\(result.project)  \(result.digest)"]
        for image in result.images {
            lines += [
                "",
                "\(image.platform)  \(image.digest)  \(ByteCount.text(image.compressed))",
                "base  \(image.base)  CPython \(image.python)",
            ]
            lines += image.layers.map { layer in
                "  \(layer.name)  \(layer.digest.short)  \(ByteCount.text(layer.compressed)) packed, "
                    + "\(ByteCount.text(layer.uncompressed)) unpacked, \(layer.entries) entries"
                    + (layer.isNew ? "" : ", unchanged")
            }
            lines += image.attachments.map {
                "  attached  \($0.artifactType)  \($0.digest.short)  \(ByteCount.text($0.size))"
            }
        }
        lines += result.outputs.isEmpty ? [] : [""] + result.outputs.map { "written to \($0)" }
        return lines
    }
}
