/// Paths as Go's `path.Clean` and, on Unix, `filepath.Clean` give them.
public enum CleanPath {
    /// Without `.`, doubled slashes, a slash at the end, and `..` where a folder stands before it; `.` for nothing.
    public static func clean(_ path: some StringProtocol) -> String {
        path.utf8.withContiguousStorageIfAvailable { isClean($0) } == true ? String(path) : cleaned(Array(path.utf8))
    }

    private static func isClean(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let last = path.last, last != 0x2F || path.count == 1 else { return false }
        var previous: UInt8 = 0x2F
        for (place, byte) in path.enumerated() {
            // A name that begins with a dot may be `.` or `..`; a slash at the start is the root's.
            if previous == 0x2F, byte == 0x2E || byte == 0x2F && place > 0 {
                guard byte == 0x2E, !isDots(path, place) else { return false }
            }
            previous = byte
        }
        return true
    }

    /// Whether `.` or `..` is the whole name that begins at a place.
    private static func isDots(_ path: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        var end = place + 1
        if end < path.count, path[end] == 0x2E { end += 1 }
        return end == path.count || path[end] == 0x2F
    }

    private static func cleaned(_ path: [UInt8]) -> String {
        let isAbsolute = path.first == 0x2F
        var result: [UInt8] = []
        result.reserveCapacity(path.count)
        // Where the names that `..` may take away begin, with the slash before them.
        var starts: [Int] = []
        var place = 0
        while place < path.count {
            let end = path[place...].firstIndex(of: 0x2F) ?? path.count
            let name = path[place..<end]
            place = end + 1
            if name.isEmpty || name.elementsEqual([0x2E]) { continue }
            let isUp = name.elementsEqual([0x2E, 0x2E])
            if isUp, let start = starts.popLast() {
                result.removeSubrange(start...)
            } else if !isUp || !isAbsolute {
                if !isUp { starts.append(result.count) }
                if isAbsolute || !result.isEmpty { result.append(0x2F) }
                result += name
            }
        }
        return result.isEmpty ? (isAbsolute ? "/" : ".") : String(decoding: result, as: UTF8.self)
    }
}
