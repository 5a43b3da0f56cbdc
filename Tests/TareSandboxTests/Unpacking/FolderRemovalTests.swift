import Foundation
import Testing

@testable import TareSandbox
@testable import TareTestImages

struct FolderRemovalTests {
    @Test func `a folder of any depth, closed folders and links in it are removed, and nothing outside`() throws {
        let scratch = try ScratchFolder()
        try Tool.run(
            "sh",
            [
                "-c",
                """
                set -e
                mkdir -p "$1/outside/keep" "$1/top/closed/inner" "$1/top/links"
                echo x > "$1/outside/file"; echo x > "$1/top/closed/inner/file"
                ln -s "$1/outside" "$1/top/links/one"; ln -s ../../outside/file "$1/top/links/two"
                mkfifo "$1/top/pipe"
                chmod 000 "$1/top/closed/inner" "$1/top/closed"
                cd "$1/top"; i=0
                while [ $i -lt 400 ]; do mkdir d; cd d; i=$((i + 1)); done
                """, "sh", scratch.url.path,
            ])
        FolderRemoval.remove("top", in: scratch.url.path)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == ["outside"])
        #expect(try Set(FileManager.default.contentsOfDirectory(atPath: scratch.path("outside"))) == ["keep", "file"])
    }

    @Test func `a link in the folder's place is left alone`() throws {
        let scratch = try ScratchFolder()
        try FileManager.default.createDirectory(atPath: scratch.path("real/inner"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: scratch.path("link"), withDestinationPath: "real")
        FolderRemoval.remove("link", in: scratch.url.path)
        #expect(FileManager.default.fileExists(atPath: scratch.path("real/inner")))
    }

    @Test func `what a killed run left is removed by the next, what runs is not`() throws {
        let scratch = try ScratchFolder()
        let running = try RunFolder(in: scratch.url.path, for: nil)
        try FileManager.default.createDirectory(
            atPath: scratch.path("tare-run-1-1/root/a"), withIntermediateDirectories: true)
        try Data().write(to: URL(fileURLWithPath: scratch.path("tare-run-1-1.lock")))
        try FileManager.default.createDirectory(
            atPath: scratch.path("tare-run-other"), withIntermediateDirectories: true)
        let next = try RunFolder(in: scratch.url.path, for: nil)
        let names = try Set(FileManager.default.contentsOfDirectory(atPath: scratch.url.path))
        #expect(!names.contains("tare-run-1-1") && !names.contains("tare-run-1-1.lock"))
        #expect(names.contains("tare-run-other"))
        #expect([running.path, next.path].allSatisfy { FileManager.default.fileExists(atPath: $0) })
    }
}
