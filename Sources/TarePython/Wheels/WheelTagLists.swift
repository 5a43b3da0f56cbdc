/// The last three parts of a wheel's name: lists of tags, of which the wheel carries every combination.
struct WheelTagLists: Sendable, Hashable {
    let pythons: [PythonTag]
    let abis: [ABITag]
    let platforms: [PlatformTag]

    /// PEP 425 sets no limit; real wheels carry at most some dozen.
    static let maximumCount = 4096

    enum Failure: Error {
        case tags, tooManyTags
    }

    /// `cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64`; there are two hyphens.
    init(bytes: ArraySlice<UInt8>) throws(Failure) {
        let lists = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).map {
            $0.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        }
        guard lists.count == 3, !lists.joined().contains(where: \.isEmpty) else { throw .tags }
        guard lists[0].count * lists[1].count * lists[2].count <= Self.maximumCount else { throw .tooManyTags }
        guard lists[0].allSatisfy(Self.isIdentifier) else { throw .tags }
        pythons = lists[0].map(PythonTag.init(bytes:))
        abis = lists[1].map(ABITag.init(bytes:))
        platforms = lists[2].map(PlatformTag.init(bytes:))
    }

    private static func isIdentifier(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.first?.isDigit == false && bytes.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "_") || $0 >= 0x80 }
    }

    /// The place of the best of the tags, `nil` where the target accepts none of them.
    func rank(in tags: CompatibleTags) -> Int? {
        var best: Int?
        for python in pythons {
            for abi in abis {
                for platform in platforms {
                    guard let rank = tags.rank(python: python, abi: abi, platform: platform) else { continue }
                    if best.map({ rank < $0 }) ?? true { best = rank }
                }
            }
        }
        return best
    }
}
