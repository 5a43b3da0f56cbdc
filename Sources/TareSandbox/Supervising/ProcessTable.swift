#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// A process as its `stat` has it (proc_pid_stat(5)).
struct ProcessState: Sendable, Hashable {
    var id: Int32
    var parent: Int32
    var name: String
    /// It has ended, and nobody has asked how.
    var isZombie: Bool
    var threads: Int
    /// Of itself and of those of its children that were waited for, in ticks.
    var ticks: UInt64

    init?(id: Int32, stat: String) {
        // A name may hold spaces and parentheses.
        guard let open = stat.firstIndex(of: "("), let close = stat.lastIndex(of: ")"), open < close else { return nil }
        let fields = stat[stat.index(after: close)...].split(separator: " ")
        guard fields.count > 21, let parent = Int32(fields[1]), let threads = Int(fields[17]) else { return nil }
        self.id = id
        self.parent = parent
        name = String(stat[stat.index(after: open)..<close])
        isZombie = fields[0] == "Z" || fields[0] == "X"
        self.threads = threads
        ticks = fields[11...14].reduce(0) { $0 &+ (UInt64($1) ?? 0) }
    }
}

/// The processes of a pid namespace, read from a `/proc` that is mounted for it.
struct ProcessTable: Sendable {
    let folder: String

    func state(of id: Int32) -> ProcessState? {
        SmallFile.text("\(folder)/\(id)/stat").flatMap { ProcessState(id: id, stat: $0) }
    }

    var all: [ProcessState] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var states: [ProcessState] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let id = Int32(name), let state = state(of: id) { states.append(state) }
        }
        return states
    }

    /// A process and all that descend from it; orphans belong to the first process of their namespace.
    func tree(of first: Int32) -> [ProcessState] {
        let states = all
        let children = Dictionary(grouping: states, by: \.parent)
        var found = states.filter { $0.id == first }
        var next = 0
        while next < found.count {
            found += children[found[next].id] ?? []
            next += 1
        }
        return found
    }

    /// What processes hold in memory.
    func memory(of states: [ProcessState]) -> RunReport.Memory {
        var memory = RunReport.Memory(
            resident: 0, proportional: 0, peak: 0, processes: states.count,
            threads: states.reduce(0) { $0 + $1.threads })
        for state in states {
            let status = Self.fields(SmallFile.text("\(folder)/\(state.id)/status") ?? "")
            memory.peak &+= status["VmHWM"] ?? 0
            let rollup = SmallFile.text("\(folder)/\(state.id)/smaps_rollup").map(Self.fields)
            memory.resident &+= rollup?["Rss"] ?? status["VmRSS"] ?? 0
            memory.proportional = memory.proportional.flatMap { sum in rollup?["Pss"].map { sum &+ $0 } }
        }
        return memory
    }

    /// Resident bytes, cheaply.
    func resident(of states: [ProcessState]) -> UInt64 {
        states.reduce(0) { sum, state in
            let pages = SmallFile.text("\(folder)/\(state.id)/statm")?.split(separator: " ").dropFirst().first
            return sum &+ (pages.flatMap { UInt64($0) } ?? 0) &* UInt64(getpagesize())
        }
    }

    /// `Name:   123 kB` lines, in bytes.
    private static func fields(_ text: String) -> [String: UInt64] {
        var fields: [String: UInt64] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", omittingEmptySubsequences: true).flatMap {
                $0.split(separator: "\t")
            }
            guard words.count >= 3, words.last == "kB", words[0].hasSuffix(":"),
                let number = UInt64(words[words.count - 2])
            else { continue }
            fields[String(words[0].dropLast())] = number &* 1024
        }
        return fields
    }
}

/// Files of `/proc`, whose sizes are not known before they are read.
enum SmallFile {
    static func text(_ path: String, limit: Int = 1 << 20) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while bytes.count < limit {
            let count = buffer.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
            guard count > 0 else { return count == 0 ? String(decoding: bytes, as: UTF8.self) : nil }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
