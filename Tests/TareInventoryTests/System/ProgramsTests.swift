import Foundation
import TareOCI
import Testing

@testable import TareInventory

struct ProgramsTests {
    private static let busybox: [TestFile] = [
        .executable("bin/busybox"), .link("bin/sh", to: "/bin/busybox"), .link("bin/ash", to: "busybox"),
        .executable("sbin/apk"), .executable("usr/bin/bash"), .opaque("usr/share/bash-completion/completions/bash"),
        .link("usr/bin/zsh", to: "missing"), .opaque("usr/bin/dash"), .text("app/.venv/bin/pip", "#!", mode: 0o755),
        .directory("bin/tcsh"),
    ]

    @Test
    func `programs are executables in directories of programs, links resolved`() {
        let programs = ImageInventory(Self.busybox).programs
        #expect(programs.binSh == "/bin/busybox")
        #expect(
            programs.shells.map { "\($0.name) \($0.path) \($0.executable)" } == [
                "ash /bin/ash /bin/busybox", "bash /usr/bin/bash /usr/bin/bash", "busybox /bin/busybox /bin/busybox",
                "sh /bin/sh /bin/busybox",
            ])
        #expect(programs.packageManagers.map(\.path) == ["/sbin/apk"])
        #expect(programs.pythonInstallers.map(\.path) == ["/app/.venv/bin/pip"])
    }

    @Test
    func `an image without a shell has none`() {
        let programs = ImageInventory([.executable("usr/bin/python3.13"), .link("bin/sh", to: "/bin/dash")]).programs
        #expect(programs.binSh == nil)
        #expect(programs.shells == [])
    }

    @Test
    func `certificates and time zones`() {
        let found = ImageInventory([
            .opaque("etc/ssl/certs/ca-certificates.crt"), .opaque("usr/share/zoneinfo/UTC"),
        ]).sharedData
        #expect(found.certificateBundle == "/etc/ssl/certs/ca-certificates.crt")
        #expect(found.timeZones == "/usr/share/zoneinfo")
        let empty = ImageInventory([
            .opaque("etc/ssl/certs/ca-certificates.crt", size: 0), .opaque("etc/ssl/cert.pem"),
            .opaque("usr/share/zoneinfo/leapseconds"),
        ]).sharedData
        #expect(empty.certificateBundle == "/etc/ssl/cert.pem")
        #expect(empty.timeZones == nil)
    }
}
