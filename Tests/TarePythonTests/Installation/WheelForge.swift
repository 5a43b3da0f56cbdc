import TareArchive
import TarePython

/// Makes small wheels of any content, sound or not.
struct WheelForge {
    var files: [(name: String, content: String)]
    /// Unix modes by name; 0o100644 for the others.
    var modes: [String: UInt32] = [:]

    /// A sound wheel `demo` 1.0 with these files besides its metadata.
    init(_ files: [(name: String, content: String)] = [], entryPoints: String? = nil) {
        let info = "demo-1.0.dist-info/"
        self.files =
            [("demo.py", "x = 1\n")] + files + [
                (info + "METADATA", "Metadata-Version: 2.1\nName: demo\nVersion: 1.0\n"),
                (info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"),
            ]
        if let entryPoints { self.files.append((info + "entry_points.txt", entryPoints)) }
        let names = self.files.map(\.name).filter { !$0.hasSuffix("/") }
        self.files.append(
            (
                info + "RECORD",
                String(
                    decoding: WheelRecord((names + [info + "RECORD"]).map { RecordRow(path: $0) }).bytes, as: UTF8.self)
            ))
    }

    subscript(name: String) -> String? {
        get { files.first { $0.name == name }?.content }
        set {
            files.removeAll { $0.name == name }
            if let newValue { files.append((name, newValue)) }
        }
    }

    var bytes: [UInt8] {
        var (archive, directory): ([UInt8], [UInt8]) = ([], [])
        for (name, content) in files {
            let (name, content) = (Array(name.utf8), Array(content.utf8))
            var checksum = CRC32()
            content.withUnsafeBytes { checksum.update($0) }
            let fields =
                little(UInt16(0x800)) + little(UInt32(0)) + little(UInt16(33)) + little(checksum.value)
                + little(UInt32(content.count)) + little(UInt32(content.count)) + little(UInt16(name.count))
                + little(UInt16(0))
            let mode = modes[String(decoding: name, as: UTF8.self)] ?? 0o100644
            let attributes = name.last == UInt8(ascii: "/") ? 0o040755 << 16 : mode << 16
            directory += little(UInt32(0x0201_4B50)) + little(UInt16(3 << 8 | 20)) + little(UInt16(20)) + fields
            directory += [0, 0, 0, 0, 0, 0] + little(attributes) + little(UInt32(archive.count)) + name
            archive += little(UInt32(0x0403_4B50)) + little(UInt16(20)) + fields + name + content
        }
        let counts = little(UInt16(files.count)) + little(UInt16(files.count))
        let end = little(UInt32(0x0605_4B50)) + little(UInt32(0)) + counts
        return archive + directory + end + little(UInt32(directory.count)) + little(UInt32(archive.count)) + [0, 0]
    }

    private func little(_ value: some FixedWidthInteger & UnsignedInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian, Array.init)
    }
}
