import Foundation
import TareOCI

extension TruthImage {
    /// Programs, loaders and their libraries.
    static let programs: [TruthImage] = [
        .fails(
            "libraries", "libexpat.so.1", "a library that is not there", .image(["python3", "-c", "print('READY')"])
        ) {
            try $0.remove("\($0.libraries)/libexpat.so.1")
        },
        .fails(
            "libraries", "libexpat.so.1", "a library where the loader does not look",
            .image(["python3", "-c", "print('READY')"])
        ) {
            try $0.copy("\($0.base)/\($0.libraries)/libexpat.so.1", to: "usr/local/lib/libexpat.so.1")
            try $0.remove("\($0.libraries)/libexpat.so.1")
        },
        .starts(
            "a library that a variable leads to",
            .image(["python3", "-c", "print('READY')"], env: ["LD_LIBRARY_PATH=/opt/lib"])
        ) {
            try $0.copy("\($0.base)/\($0.libraries)/libexpat.so.1", to: "opt/lib/libexpat.so.1")
            try $0.remove("\($0.libraries)/libexpat.so.1")
        },
        .fails(
            "libraries", "GLIBC_9.34", "a version of symbols that the C library lacks",
            .image(["/app/python", "-c", "print('READY')"])
        ) {
            try $0.copy("\($0.base)/usr/bin/python\($0.minor)", to: "app/python")
            try $0.patch("app/python", "\0GLIBC_2.34\0", "\0GLIBC_9.34\0")
        },
        .fails("program-loader", "/bin/sh", "a program without its loader", .image(["/bin/sh", "-c", "echo READY"])) {
            try $0.remove("usr/lib64")
            for name in ["ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"] {
                for folder in [$0.libraries, "usr/lib"]
                where FileManager.default.fileExists(atPath: "\($0.base)/\(folder)/\(name)") {
                    try $0.remove("\(folder)/\(name)")
                }
            }
        },
        .fails(
            "program-loader", "/app/busybox", "a program of Alpine on Debian",
            .image(["/app/busybox", "echo", "READY"])
        ) {
            guard AlpineRoot.isThere else { return try $0.text("app/busybox", "") }
            try $0.copy("\(AlpineRoot.shared.get().path)/bin/busybox", to: "app/busybox")
        },
        .fails(
            "program-loader", "/app/dash", "a program for another processor", .image(["/app/dash", "-c", "echo READY"])
        ) {
            try $0.copy("/usr/bin/dash", to: "app/dash")
            try $0.patchMachine("app/dash")
        },
        .starts("Alpine's own shell", on: .alpine, .image(["/bin/sh", "-c", "echo READY"])) { try $0.folder("app") },
        .fails(
            "program-loader", "/app/dash", "a program of Debian on Alpine", on: .alpine,
            .image(["/app/dash", "-c", "echo READY"])
        ) {
            try $0.copy("/usr/bin/dash", to: "app/dash")
        },
        .fails(
            "libraries", "libcrypto.so.1.1", "a library that Alpine's loader does not find", on: .alpine,
            .image(["/sbin/apk", "--version"])
        ) {
            try $0.remove("lib/libcrypto.so.1.1")
        },
        .starts("a library that the loader's cache leads to", .image(["python3", "-c", "print('READY')"])) {
            try $0.copy("\($0.base)/\($0.libraries)/libexpat.so.1", to: "opt/expat/libexpat.so.1")
            try $0.remove("\($0.libraries)/libexpat.so.1")
            try $0.cache(of: "/opt/expat")
        },
    ]
}
