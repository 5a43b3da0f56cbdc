extension PythonTag {
    init(bytes: ArraySlice<UInt8>) {
        let bytes = bytes.map(\.lowercased)[...]
        self =
            if let minor = bytes.minorOfThree(behind: "cp") {
                .cpython(minor: minor)
            } else if bytes.elementsEqual("py3".utf8) {
                .python(minor: nil)
            } else if let minor = bytes.minorOfThree(behind: "py") {
                .python(minor: minor)
            } else {
                .other(bytes.text)
            }
    }
}

extension ABITag {
    init(bytes: ArraySlice<UInt8>) {
        let bytes = bytes.map(\.lowercased)[...]
        if bytes.elementsEqual("none".utf8) {
            self = .none
        } else if bytes.elementsEqual("abi3".utf8) {
            self = .stable
        } else if bytes.elementsEqual("abi3t".utf8) {
            self = .stableFreeThreaded
        } else if let minor = bytes.minorOfThree(behind: "cp") {
            self = .cpython(minor: minor, isFreeThreaded: false)
        } else if bytes.last == UInt8(ascii: "t"), let minor = bytes.dropLast().minorOfThree(behind: "cp") {
            self = .cpython(minor: minor, isFreeThreaded: true)
        } else {
            self = .other(bytes.text)
        }
    }
}

extension PlatformTag {
    init(bytes: ArraySlice<UInt8>) {
        let bytes = bytes.map(\.lowercased)[...]
        self = Self.any(bytes) ?? Self.linux(bytes) ?? .other(bytes.text)
    }

    private static func any(_ bytes: ArraySlice<UInt8>) -> PlatformTag? {
        bytes.elementsEqual("any".utf8) ? .any : nil
    }

    /// A platform of Linux on a machine that is known here.
    private static func linux(_ bytes: ArraySlice<UInt8>) -> PlatformTag? {
        guard let machine = Machine.allCases.first(where: { bytes.ends(with: "_" + $0.rawValue) }) else { return nil }
        let system = bytes.dropLast(machine.rawValue.utf8.count + 1)
        if system.elementsEqual("linux".utf8) { return .linux(machine) }
        if let legacy = LegacyManylinux(rawValue: system.text) { return .legacyManylinux(legacy, machine) }
        if let (major, minor) = system.versionPair(behind: "manylinux_") {
            return .manylinux(major: major, minor: minor, machine)
        }
        if let (major, minor) = system.versionPair(behind: "musllinux_") {
            return .musllinux(major: major, minor: minor, machine)
        }
        return nil
    }
}

extension ArraySlice<UInt8> {
    /// The minor in `cp312`: a prefix, the major 3, and a number without needless zeros.
    fileprivate func minorOfThree(behind prefix: String) -> Int? {
        guard starts(with: prefix.utf8), dropFirst(prefix.utf8.count).first == UInt8(ascii: "3") else { return nil }
        return dropFirst(prefix.utf8.count + 1).smallNumber
    }

    /// The numbers in `manylinux_2_17`.
    fileprivate func versionPair(behind prefix: String) -> (major: Int, minor: Int)? {
        guard starts(with: prefix.utf8) else { return nil }
        let parts = dropFirst(prefix.utf8.count).split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
        guard parts.count == 2, let major = parts[0].smallNumber, let minor = parts[1].smallNumber else { return nil }
        return (major, minor)
    }

    /// A number of at most four digits without needless zeros, so that it prints as it was read.
    private var smallNumber: Int? {
        guard let first, count <= 4, allSatisfy(\.isDigit), first != UInt8(ascii: "0") || count == 1 else { return nil }
        return reduce(0) { $0 * 10 + Int($1 &- UInt8(ascii: "0")) }
    }

    fileprivate func ends(with text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}

extension WheelTag {
    /// One tag, such as a `Tag:` line of a wheel's `WHEEL` file holds: three parts, none of them empty or a list.
    public init?(_ text: some StringProtocol) {
        let parts = Array(text.utf8).split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && !$0.contains(UInt8(ascii: ".")) }) else { return nil }
        self.init(PythonTag(bytes: parts[0]), ABITag(bytes: parts[1]), PlatformTag(bytes: parts[2]))
    }
}
