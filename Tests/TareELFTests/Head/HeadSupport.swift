import Foundation
import TareELF

/// A sample of this system's programs and libraries, the same for all tests of heads.
enum SystemHeads {
    static let paths: [String] = {
        let found = ["/usr/bin", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu"].flatMap { folder in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            return names.sorted().map { folder + "/" + $0 }
        }
        return stride(from: 0, to: found.count, by: max(1, found.count / 400)).map { found[$0] }.filter(isELF)
    }()

    private static func isELF(_ path: String) -> Bool {
        let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
        guard type == .typeRegular, let handle = FileHandle(forReadingAtPath: path) else { return false }
        return (try? handle.read(upToCount: 4)) == Data([0x7F, 0x45, 0x4C, 0x46])
    }
}

/// A file read as a range reader reads it: some bytes from its front, and more where they are asked for.
struct HeadTrial {
    let outcome: ELFHeadOutcome
    /// Bytes that the last reading saw.
    let bytes: Int
    /// Whether each reading asked for more than it had, and not for more than there is.
    let madeProgress: Bool

    /// - Parameter bytes: the file, or as much of its front as was kept.
    init(_ bytes: [UInt8], fileSize: Int, first: Int) {
        var size = min(first, bytes.count)
        while true {
            let outcome = ELFHead.parse(Array(bytes.prefix(size)), fileSize: UInt64(fileSize))
            guard case .needsMore(let least) = outcome, least > size, least <= bytes.count else {
                self.outcome = outcome
                self.bytes = size
                if case .needsMore(let least) = outcome {
                    madeProgress = least > size && least <= fileSize && least <= ELFHead.mostBytes
                } else {
                    madeProgress = true
                }
                return
            }
            size = least
        }
    }

    var isRewritten: Bool { outcome == .undecidable(.rewritten) }
}

extension ELFHeadOutcome {
    /// Whether what is said agrees with the facts of the whole file; `nil` where nothing is said.
    func agrees(with whole: ELFFacts) -> Bool? {
        switch self {
        case .exact(let facts): facts == whole
        case .facts(let facts): facts.agree(with: whole)
        case .needsMore, .undecidable: nil
        }
    }
}

/// The middle one of some numbers, and the one that 95 of 100 do not exceed.
func spread(_ numbers: [Int]) -> (median: Int, high: Int) {
    let sorted = numbers.sorted()
    guard !sorted.isEmpty else { return (0, 0) }
    return (sorted[sorted.count / 2], sorted[sorted.count * 95 / 100])
}
