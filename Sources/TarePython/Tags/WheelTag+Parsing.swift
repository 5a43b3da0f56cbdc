extension PythonTag {
    init(bytes: ArraySlice<UInt8>) {
        let bytes = bytes.lowercased
        self =
            if let minor = bytes.minorOfThree(behind: "cp") {
                .cpython(minor: minor)
            } else if bytes.isWord("py3") {
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
        let bytes = bytes.lowercased
        if bytes.isWord("none") {
            self = .none
        } else if bytes.isWord("abi3") {
            self = .stable
        } else if bytes.isWord("abi3t") {
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
        let bytes = bytes.lowercased
        self = bytes.isWord("any") ? .any : Self.linux(bytes) ?? .other(bytes.text)
    }

    /// A platform of Linux on a machine that is known here.
    private static func linux(_ bytes: ArraySlice<UInt8>) -> PlatformTag? {
        guard let (system, machine) = bytes.machineAtEnd else { return nil }
        if system.isWord("linux") { return .linux(machine) }
        if let (major, minor) = system.versionPair(behind: "manylinux_") {
            return .manylinux(major: major, minor: minor, machine)
        }
        if let (major, minor) = system.versionPair(behind: "musllinux_") {
            return .musllinux(major: major, minor: minor, machine)
        }
        return system.starts(with: "manylinux")
            ? LegacyManylinux(rawValue: system.text).map { .legacyManylinux($0, machine) } : nil
    }
}

extension ArraySlice<UInt8> {
    fileprivate var lowercased: ArraySlice<UInt8> {
        contains { $0.lowercased != $0 } ? map(\.lowercased)[...] : self
    }

    fileprivate func starts(with word: StaticString) -> Bool {
        guard count >= word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { word in
            for (offset, byte) in word.enumerated() where self[startIndex + offset] != byte { return false }
            return true
        }
    }

    fileprivate func isWord(_ word: StaticString) -> Bool { count == word.utf8CodeUnitCount && starts(with: word) }

    /// The known machine that a platform ends with, and what stands before it and its underscore.
    fileprivate var machineAtEnd: (system: ArraySlice<UInt8>, Machine)? {
        func rest(before word: StaticString) -> ArraySlice<UInt8>? {
            let length = word.utf8CodeUnitCount
            return suffix(length).isWord(word) ? dropLast(length) : nil
        }
        if let system = rest(before: "_x86_64") { return (system, .x86_64) }
        if let system = rest(before: "_aarch64") { return (system, .aarch64) }
        return nil
    }

    /// The minor in `cp312`: a prefix, the major 3, and a number without needless zeros.
    fileprivate func minorOfThree(behind prefix: StaticString) -> Int? {
        let length = prefix.utf8CodeUnitCount
        guard starts(with: prefix), count > length, self[startIndex + length] == UInt8(ascii: "3") else { return nil }
        return dropFirst(length + 1).smallNumber
    }

    /// The numbers in `manylinux_2_17`.
    fileprivate func versionPair(behind prefix: StaticString) -> (major: Int, minor: Int)? {
        guard starts(with: prefix) else { return nil }
        let numbers = dropFirst(prefix.utf8CodeUnitCount)
        guard let middle = numbers.firstIndex(of: UInt8(ascii: "_")), let major = numbers[..<middle].smallNumber,
            let minor = numbers[(middle + 1)...].smallNumber
        else { return nil }
        return (major, minor)
    }

    /// A number of at most four digits without needless zeros, so that it prints as it was read.
    private var smallNumber: Int? {
        guard let first, count <= 4, allSatisfy(\.isDigit), first != UInt8(ascii: "0") || count == 1 else { return nil }
        return reduce(0) { $0 * 10 + Int($1 &- UInt8(ascii: "0")) }
    }
}

extension WheelTag {
    /// One tag, such as a `Tag:` line of a wheel's `WHEEL` file holds: three parts, none of them empty or a list.
    public init?(_ text: some StringProtocol) {
        let parts = Array(text.utf8).split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && !$0.contains(UInt8(ascii: ".")) }) else { return nil }
        self.init(PythonTag(bytes: parts[0]), ABITag(bytes: parts[1]), PlatformTag(bytes: parts[2]))
    }
}
