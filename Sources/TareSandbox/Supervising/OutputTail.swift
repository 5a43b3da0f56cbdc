internal import Subprocess
internal import Synchronization

/// The beginning and the end of a stream of any length.
final class OutputTail: Sendable {
    private struct Kept {
        var head: [UInt8] = []
        var tail: [UInt8] = []
        var bytes: UInt64 = 0
    }

    private let kept = Mutex(Kept())
    private static let headLimit = 16 << 10
    private static let tailLimit = 16 << 10

    func append(_ bytes: UnsafeRawBufferPointer) {
        kept.withLock { kept in
            kept.bytes &+= UInt64(bytes.count)
            let taken = min(bytes.count, Self.headLimit - kept.head.count)
            kept.head.append(contentsOf: bytes.prefix(taken))
            guard taken < bytes.count else { return }
            kept.tail.append(contentsOf: bytes.dropFirst(taken).suffix(Self.tailLimit))
            if kept.tail.count > 4 * Self.tailLimit { kept.tail.removeFirst(kept.tail.count - Self.tailLimit) }
        }
    }

    /// Takes a process's output until it ends.
    func append(all sequence: SubprocessOutputSequence) async {
        do {
            for try await piece in sequence { piece.withUnsafeBytes { append($0) } }
        } catch {
            // What a process cannot say any more is not missed.
        }
    }

    var output: RunReport.Output {
        kept.withLock { kept in
            var output = RunReport.Output()
            output.bytes = kept.bytes
            let tail = kept.tail.suffix(Self.tailLimit)
            output.isCut = kept.bytes > UInt64(kept.head.count + tail.count)
            output.text = String(decoding: kept.head, as: UTF8.self)
            if output.isCut { output.text += "\n[…]\n" }
            output.text += String(decoding: tail, as: UTF8.self)
            return output
        }
    }
}
