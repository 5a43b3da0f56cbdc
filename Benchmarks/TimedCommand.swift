import Foundation

/// What the kernel accounts for a finished command and all that it waited for.
struct Usage {
    var user: Double
    var system: Double
    var wall: Double
    /// Bytes of the largest process.
    var peakMemory: Int

    var cpu: Double { user + system }
}

enum TimedCommand {
    struct Failed: Error, CustomStringConvertible {
        var description: String
    }

    /// Runs a command with its output thrown away; throws when it does not end with 0.
    static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Usage {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        let all = ProcessInfo.processInfo.environment.merging(environment) { $1 }.map { "\($0)=\($1)" }
        var argv = arguments.map { strdup($0) } + [nil]
        var envp = all.map { strdup($0) } + [nil]
        defer { (argv + envp).forEach { free($0) } }
        var pid: pid_t = 0
        let start = ContinuousClock.now
        guard posix_spawnp(&pid, arguments[0], &actions, nil, &argv, &envp) == 0 else {
            throw Failed(description: "\(arguments[0]) can't be started")
        }
        var status: Int32 = 0
        var usage = rusage()
        while wait4(pid, &status, 0, &usage) < 0, errno == EINTR {}
        let wall = ContinuousClock.now - start
        guard status == 0 else {
            throw Failed(description: "\(arguments.joined(separator: " ")) ended with \(status >> 8)")
        }
        return Usage(
            user: seconds(usage.ru_utime), system: seconds(usage.ru_stime),
            wall: Double(wall.components.seconds) + Double(wall.components.attoseconds) / 1e18,
            peakMemory: usage.ru_maxrss * 1024)
    }

    /// What a command prints.
    static func output(_ command: [String]) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.standardOutput = pipe
        try process.run()
        let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failed(description: "\(command.joined(separator: " ")) ended with \(process.terminationStatus)")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Runs two commands in turn, so that both see the same machine; the medians of each, by `key`.
    static func compare(
        _ ours: [String], _ peer: [String], runs: Int = 5, environment: [String: String] = [:],
        before: () throws -> Void = {}
    ) throws -> (ours: [Usage], peer: [Usage]) {
        var all: (ours: [Usage], peer: [Usage]) = ([], [])
        for round in 0...runs {
            try before()
            let one = try run(ours, environment: environment)
            let other = try run(peer, environment: environment)
            // The first round warms the page cache.
            if round > 0 {
                all.ours.append(one)
                all.peer.append(other)
            }
        }
        return all
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}

extension [Usage] {
    func median(_ key: KeyPath<Usage, Double>) -> Double {
        let sorted = map { $0[keyPath: key] }.sorted()
        return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
    }
}
