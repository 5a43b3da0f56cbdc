/// A program of the kernel's packet filter that refuses system calls which a service does not need and which reach the
/// kernel's rarer parts: those that container engines refuse by default.
///
/// Follows seccomp(2) and `linux/filter.h`. What is refused fails with `EPERM`; `clone3`, whose flags a filter cannot
/// see, with `ENOSYS`, upon which C libraries take `clone`.
enum SystemCallFilter {
    /// What a table is for: the kernel's `AUDIT_ARCH` and the numbers of its calls.
    struct Table {
        let architecture: UInt32
        let clone: UInt32
        let clone3: UInt32
        /// Numbers from here on are another table's.
        let foreign: UInt32?
        let refused: [String: UInt32]
    }

    static let x86 = Table(
        architecture: 0xC000_003E, clone: 56, clone3: 435, foreign: 0x4000_0000,
        refused: common.merging([
            "acct": 163, "add_key": 248, "bpf": 321, "clock_adjtime": 305, "clock_settime": 227, "create_module": 174,
            "delete_module": 176, "fanotify_init": 300, "finit_module": 313, "get_kernel_syms": 177,
            "get_mempolicy": 239, "init_module": 175, "ioperm": 173, "iopl": 172, "kexec_file_load": 320,
            "kexec_load": 246, "keyctl": 250, "lookup_dcookie": 212, "mbind": 237, "migrate_pages": 256, "mount": 165,
            "move_pages": 279, "nfsservctl": 180, "open_by_handle_at": 304, "perf_event_open": 298, "pivot_root": 155,
            "query_module": 178, "quotactl": 179, "reboot": 169, "request_key": 249, "set_mempolicy": 238,
            "setns": 308, "settimeofday": 164, "swapoff": 168, "swapon": 167, "sysfs": 139, "syslog": 103,
            "umount2": 166, "unshare": 272, "uselib": 134, "userfaultfd": 323, "ustat": 136, "vhangup": 153,
            "_sysctl": 156,
        ]) { $1 })

    static let arm = Table(
        architecture: 0xC000_00B7, clone: 220, clone3: 435, foreign: nil,
        refused: common.merging([
            "acct": 89, "add_key": 217, "bpf": 280, "clock_adjtime": 266, "clock_settime": 112, "delete_module": 106,
            "fanotify_init": 262, "finit_module": 273, "get_mempolicy": 236, "init_module": 105,
            "kexec_file_load": 294, "kexec_load": 104, "keyctl": 219, "lookup_dcookie": 18, "mbind": 235,
            "migrate_pages": 238, "mount": 40, "move_pages": 239, "nfsservctl": 42, "open_by_handle_at": 265,
            "perf_event_open": 241, "pivot_root": 41, "quotactl": 60, "reboot": 142, "request_key": 218,
            "set_mempolicy": 237, "setns": 268, "settimeofday": 170, "swapoff": 225, "swapon": 224, "syslog": 116,
            "umount2": 39, "unshare": 97, "userfaultfd": 282, "vhangup": 58,
        ]) { $1 })

    /// Those that have the same number everywhere.
    private static let common: [String: UInt32] = [
        "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "open_tree": 428, "move_mount": 429,
        "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433, "mount_setattr": 442, "quotactl_fd": 443,
        "set_mempolicy_home_node": 450,
    ]

    /// The table of this program's processor; nil where there is none: then nothing is refused.
    static var own: Table? {
        #if arch(x86_64)
            x86
        #elseif arch(arm64)
            arm
        #else
            nil
        #endif
    }

    /// The program, as bubblewrap's `--seccomp` reads it: `sock_filter` after `sock_filter`.
    static func program(_ table: Table) -> [UInt8] {
        let refused = table.refused.values.sorted()
        // Behind the tests stand, in this order, what allows, what refuses and what is not there.
        var tests: [Instruction] = []
        let count = (table.foreign == nil ? 0 : 1) + refused.count + 4
        func distance(to place: Int) -> UInt8 { UInt8(count + place - tests.count - 1) }
        let (allow, refuse, missing) = (0, 1, 2)
        if let foreign = table.foreign {
            tests.append(Instruction(.jumpIfNotBelow, foreign, ifTrue: distance(to: missing)))
        }
        for number in refused { tests.append(Instruction(.jumpIfEqual, number, ifTrue: distance(to: refuse))) }
        tests.append(Instruction(.jumpIfEqual, table.clone3, ifTrue: distance(to: missing)))
        tests.append(Instruction(.jumpIfEqual, table.clone, ifFalse: distance(to: allow)))
        // Its flags that make namespaces: `CLONE_NEWNS` and its like.
        tests.append(Instruction(.load, Offset.firstArgument))
        tests.append(Instruction(.jumpIfBit, 0x7E02_0000, ifTrue: distance(to: refuse), ifFalse: distance(to: allow)))
        let start = [
            Instruction(.load, Offset.architecture),
            Instruction(.jumpIfEqual, table.architecture, ifTrue: 1),
            Instruction(.answer, Answer.missing),
            Instruction(.load, Offset.number),
        ]
        let end = [Answer.allow, Answer.refuse, Answer.missing].map { Instruction(.answer, $0) }
        return (start + tests + end).flatMap(\.bytes)
    }

    /// In `struct seccomp_data`.
    private enum Offset {
        static let number: UInt32 = 0
        static let architecture: UInt32 = 4
        /// Its lower half: the processors are little-endian.
        static let firstArgument: UInt32 = 16
    }

    private enum Answer {
        static let allow: UInt32 = 0x7FFF_0000
        /// `SECCOMP_RET_ERRNO` with `EPERM`.
        static let refuse: UInt32 = 0x0005_0001
        /// With `ENOSYS`.
        static let missing: UInt32 = 0x0005_0026
    }

    /// `struct sock_filter`.
    private struct Instruction {
        enum Code: UInt16 {
            case load = 0x20
            case jumpIfEqual = 0x15
            case jumpIfNotBelow = 0x35
            case jumpIfBit = 0x45
            case answer = 0x06
        }

        let code: Code
        let value: UInt32
        let ifTrue: UInt8
        let ifFalse: UInt8

        init(_ code: Code, _ value: UInt32, ifTrue: UInt8 = 0, ifFalse: UInt8 = 0) {
            (self.code, self.value, self.ifTrue, self.ifFalse) = (code, value, ifTrue, ifFalse)
        }

        var bytes: [UInt8] {
            [UInt8(code.rawValue & 0xFF), UInt8(code.rawValue >> 8), ifTrue, ifFalse]
                + (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32($0 * 8)) }
        }
    }
}
