/// The form in which measured layers keep facts. It is private to one version of Tare: a cache that has another is dropped.
extension ELFFacts {
    private static let version: UInt8 = 1

    public func encoded() -> [UInt8] {
        var writer = FactsWriter()
        writer.put(Self.version)
        writer.put(fileClass.rawValue)
        writer.put(byteOrder.rawValue)
        writer.put(osABI)
        writer.put(type.rawValue)
        writer.put(machine.rawValue)
        writer.put(machineFlags)
        writer.put(
            UInt8(isDynamic ? 1 : 0) | (isPositionIndependentExecutable ? 2 : 0) | (ignoresDefaultFolders ? 4 : 0))
        for text in [interpreter, soname, buildID, minimumKernel, packageNote] { writer.put(text) }
        for list in [needed, rpath, runpath, versionDefinitions] { writer.put(list) }
        writer.put(UInt32(versionNeeds.count))
        for need in versionNeeds {
            writer.put(need.library)
            writer.put(UInt32(need.versions.count))
            for version in need.versions {
                writer.put(version.isWeak ? 1 : 0 as UInt8)
                writer.put(version.name)
            }
        }
        return writer.bytes
    }

    /// - Returns: `nil` where the bytes are not what `encoded` gives.
    public init?(encoded: ArraySlice<UInt8>) {
        var reader = FactsReader(rest: encoded)
        guard reader.number(UInt8.self) == Self.version,
            let fileClass = reader.number(UInt8.self).flatMap(ELFClass.init(rawValue:)),
            let byteOrder = reader.number(UInt8.self).flatMap(ELFByteOrder.init(rawValue:)),
            let osABI = reader.number(UInt8.self), let type = reader.number(UInt16.self),
            let machine = reader.number(UInt16.self), let flags = reader.number(UInt32.self),
            let marks = reader.number(UInt8.self)
        else { return nil }
        self.init(
            fileClass: fileClass, byteOrder: byteOrder, type: ELFType(rawValue: type),
            machine: ELFMachine(rawValue: machine))
        self.osABI = osABI
        machineFlags = flags
        isDynamic = marks & 1 != 0
        isPositionIndependentExecutable = marks & 2 != 0
        ignoresDefaultFolders = marks & 4 != 0
        interpreter = reader.text()
        soname = reader.text()
        buildID = reader.text()
        minimumKernel = reader.text()
        packageNote = reader.text()
        needed = reader.list()
        rpath = reader.list()
        runpath = reader.list()
        versionDefinitions = reader.list()
        for _ in 0..<reader.count() {
            var need = ELFVersionNeed(library: reader.text() ?? "", versions: [])
            for _ in 0..<reader.count() {
                let isWeak = reader.number(UInt8.self) == 1
                need.versions.append(.init(name: reader.text() ?? "", isWeak: isWeak))
            }
            versionNeeds.append(need)
        }
        guard reader.isWhole, reader.rest.isEmpty else { return nil }
    }
}

/// Little-endian numbers and texts with their lengths, one after another.
private struct FactsWriter {
    private(set) var bytes: [UInt8] = []

    mutating func put(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// `UInt32.max` stands for a text that is not there.
    mutating func put(_ text: String?) {
        guard let text else { return put(UInt32.max) }
        put(UInt32(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    mutating func put(_ list: [String]) {
        put(UInt32(list.count))
        for text in list { put(text) }
    }
}

private struct FactsReader {
    var rest: ArraySlice<UInt8>
    /// Whether nothing that was asked for was missing.
    private(set) var isWhole = true

    init(rest: ArraySlice<UInt8>) { self.rest = rest }

    mutating func number<Value: FixedWidthInteger>(_ type: Value.Type) -> Value? {
        let size = MemoryLayout<Value>.size
        guard rest.count >= size else {
            isWhole = false
            return nil
        }
        let value = rest.withUnsafeBytes { $0.loadUnaligned(as: Value.self) }
        rest = rest.dropFirst(size)
        return Value(littleEndian: value)
    }

    mutating func text() -> String? {
        guard let length = number(UInt32.self), length != .max else { return nil }
        guard length <= rest.count else {
            isWhole = false
            return nil
        }
        defer { rest = rest.dropFirst(Int(length)) }
        return String(decoding: rest.prefix(Int(length)), as: UTF8.self)
    }

    /// How many items follow, each of which takes four bytes or more.
    mutating func count() -> Int {
        guard let count = number(UInt32.self), Int(count) <= rest.count / 4 else {
            isWhole = false
            return 0
        }
        return Int(count)
    }

    mutating func list() -> [String] {
        let count = count()
        return (0..<count).map { _ in text() ?? "" }
    }
}
