import Foundation
import Testing

@testable import TareSandbox
@testable import TareTestImages

@Suite("The filter of system calls") struct SystemCallFilterTests {
    /// The kernel's own headers, where they are installed.
    private static func numbers(_ path: String, prefix: String) -> [String: UInt32]? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            print("skipped: no \(path)")
            return nil
        }
        var numbers: [String: UInt32] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", omittingEmptySubsequences: true).flatMap {
                $0.split(separator: "\t")
            }
            guard words.count >= 3, words[0] == "#define", words[1].hasPrefix(prefix), let number = UInt32(words[2])
            else { continue }
            numbers[String(words[1].dropFirst(prefix.count))] = number
        }
        return numbers
    }

    @Test func `has the numbers of the kernel's headers`() {
        let places = [
            (SystemCallFilter.x86, "/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
            (SystemCallFilter.arm, "/usr/include/asm-generic/unistd.h"),
        ]
        for (table, path) in places {
            guard let numbers = Self.numbers(path, prefix: "__NR_") else { continue }
            // Those that are later than the headers have the same number everywhere.
            for (name, number) in table.refused where numbers[name] != nil || number < 440 {
                #expect(numbers[name] == number, "\(name) of \(path)")
            }
            #expect(numbers["clone"] == table.clone && numbers["clone3"] == table.clone3)
        }
    }

    @Test func `is refused in the sandbox what it names, and nothing that services need`() async throws {
        guard ProductRun.isPossible, let table = SystemCallFilter.own else { return }
        let calls = table.refused.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
        let program = """
            import ctypes, errno, os, socket, subprocess, sys, threading
            libc = ctypes.CDLL(None, use_errno=True)
            def call(*words):
                ctypes.set_errno(0)
                answer = libc.syscall(*words)
                return 0 if answer >= 0 else ctypes.get_errno()
            calls = {\(calls.joined(separator: ", "))}
            wrong = [name for name, number in calls.items() if call(number, 0, 0, 0, 0, 0) != errno.EPERM]
            # A namespace for users, which needs no privilege.
            made = libc.syscall(\(table.clone), 0x10000000 | 17, 0, 0, 0, 0)
            if made == 0: os._exit(0)
            if made > 0 or ctypes.get_errno() != errno.EPERM: wrong.append("clone")
            if call(\(table.clone3), 0, 0) != errno.ENOSYS: wrong.append("clone3")
            mode = [line for line in open("/proc/self/status") if line.startswith("Seccomp:")][0].split()[1]
            done = []
            thread = threading.Thread(target=lambda: done.append(1))
            thread.start(); thread.join()
            answer = subprocess.run([sys.executable, "-c", "print(2)"], capture_output=True, text=True).stdout.strip()
            pair = socket.socketpair(); pair[0].send(b"3")
            print("tried", len(calls), "wrong", wrong, "mode", mode, "works", done, answer, pair[1].recv(1), file=sys.stderr)
            """
        var options = RunOptions()
        options.timeout = .seconds(20)
        let report = try await DebianRoot.image(program: program).run(options)
        #expect(report.status == .exited && report.exitCode == 0, "\(report)")
        let expected = "tried \(table.refused.count) wrong [] mode 2 works [1] 2 b'3'"
        #expect(report.errors.text.contains(expected), "\(report.errors.text)")
    }
}
