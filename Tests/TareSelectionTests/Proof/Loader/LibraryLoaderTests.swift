import TareELF
import TareOCI
import Testing

@testable import TareSelection

/// The loaders' rules, one by one.
struct LibraryLoaderTests {
    private static let loader = "/lib/ld-musl-x86_64.so.1"

    private func libraries(_ files: [MadeFile], env: [String] = [], base: [MadeFile] = MadeImage.glibc) throws -> (
        found: [String], problems: [LibraryProblem]
    ) {
        let boot = MadeImage(base + files, env: env).boot
        let node = try #require(boot.tree.node(at: "/app/run"))
        let program = try #require(boot.loader.load(program: node))
        return (program.objects.dropFirst(2).map(\.path).filter { !$0.hasSuffix("libc.so.6") }, program.problems)
    }

    @Test
    func `RPATH is inherited and RUNPATH is not`() throws {
        let files: [MadeFile] = [.library("opt/liba.so", needs: ["libb.so"]), .library("opt/libb.so")]
        let inherited = try libraries(files + [.program("app/run", needs: ["liba.so"]) { $0.rpath = ["/opt"] }])
        #expect(inherited.found == ["/opt/liba.so", "/opt/libb.so"])
        let own = try libraries(files + [.program("app/run", needs: ["liba.so"]) { $0.runpath = ["/opt"] }])
        #expect(own.found == ["/opt/liba.so"])
        #expect(own.problems == [LibraryProblem(kind: .missing, name: "libb.so", neededBy: "/opt/liba.so")])
    }

    @Test
    func `RUNPATH takes the place of RPATH`() throws {
        let found = try libraries([
            .library("one/liba.so"), .library("two/liba.so"),
            .program("app/run", needs: ["liba.so"]) {
                $0.rpath = ["/one"]
                $0.runpath = ["/two"]
            },
        ])
        #expect(found.found == ["/two/liba.so"])
    }

    @Test
    func `LD_LIBRARY_PATH comes behind RPATH and before RUNPATH`() throws {
        let files: [MadeFile] = [.library("env/liba.so"), .library("own/liba.so")]
        let env = ["LD_LIBRARY_PATH=/env"]
        let early = try libraries(files + [.program("app/run", needs: ["liba.so"]) { $0.rpath = ["/own"] }], env: env)
        #expect(early.found == ["/own/liba.so"])
        let late = try libraries(files + [.program("app/run", needs: ["liba.so"]) { $0.runpath = ["/own"] }], env: env)
        #expect(late.found == ["/env/liba.so"])
    }

    @Test
    func `tokens are the folder of the object, the system's library folder and the processor`() throws {
        let found = try libraries([
            .library("app/x.libs/liba.so", needs: ["libb.so"]) { $0.runpath = ["${ORIGIN}/../y"] },
            .library("app/y/libb.so"), .library("z/lib/x86_64-linux-gnu/libc1.so"), .library("z/x86_64/libd.so"),
            .program("app/run", needs: ["liba.so", "libc1.so", "libd.so"]) {
                $0.runpath = ["$ORIGIN/x.libs", "/z/$LIB", "/z/$PLATFORM"]
            },
        ])
        #expect(found.problems.isEmpty)
        #expect(
            found.found == [
                "/app/x.libs/liba.so", "/z/lib/x86_64-linux-gnu/libc1.so", "/z/x86_64/libd.so",
                "/app/x.libs/../y/libb.so",
            ])
    }

    @Test
    func `libraries for other machines are passed over`() throws {
        let found = try libraries([
            .library("one/liba.so") { $0.machine = .aarch64 }, .library("two/liba.so") { $0.fileClass = .bits32 },
            .library("three/liba.so"),
            .program("app/run", needs: ["liba.so"]) { $0.runpath = ["/one", "/two", "/three"] },
        ])
        #expect(found.found == ["/three/liba.so"])
    }

    @Test
    func `the cache leads to folders of its configuration, but not to libraries that came later`() throws {
        let cache: [MadeFile] = [
            .text("etc/ld.so.cache"), .text("etc/ld.so.conf", "include /etc/ld.so.conf.d/*.conf\n"),
            .text("etc/ld.so.conf.d/x.conf", "# more\n/opt/lib\n"),
        ]
        let program = MadeFile.program("app/run", needs: ["liba.so"])
        let library = MadeFile.library("opt/lib/liba.so")
        #expect(try libraries(cache + [program, library]).found == ["/opt/lib/liba.so"])
        #expect(try libraries([program, library]).problems.map(\.kind) == [.missing])

        let late = MadeImage(MadeImage.glibc + cache).adding([program, library]).boot
        let node = try #require(late.tree.node(at: "/app/run"))
        let loaded = late.loader.load(program: node)
        #expect(loaded?.problems.map(\.kind) == [.missing])
    }

    @Test
    func `a list of folders that was not read leaves the question open`() throws {
        let files: [MadeFile] = [
            .text("etc/ld.so.cache"), MadeFile(path: "etc/ld.so.conf", size: 40), .library("opt/lib/liba.so"),
            .program("app/run", needs: ["liba.so"]),
        ]
        let kinds = try libraries(files).problems.map(\.kind)
        #expect(kinds == [.uncertain("the loader's list of folders was not read")])
        #expect(MadeImage(MadeImage.glibc + files).proof["libraries"]?.status == .unknown)
    }

    @Test
    func `versions that a library lacks fail, unless they are weak or the library has none at all`() throws {
        func needing(_ version: ELFVersionNeed.Version, of library: String = "libc.so.6") -> MadeFile {
            .program("app/run", needs: [library]) { $0.versionNeeds = [.init(library: library, versions: [version])] }
        }
        #expect(try libraries([needing(.init(name: "GLIBC_2.36"))]).problems.isEmpty)
        let kind = LibraryProblem.Kind.lacksVersion("GLIBC_2.38", library: "/lib/x86_64-linux-gnu/libc.so.6")
        #expect(try libraries([needing(.init(name: "GLIBC_2.38"))]).problems.map(\.kind) == [kind])
        #expect(try libraries([needing(.init(name: "GLIBC_2.38", isWeak: true))]).problems.isEmpty)
        let plain = MadeFile.library("usr/lib/liba.so")
        #expect(try libraries([plain, needing(.init(name: "A_1"), of: "liba.so")]).problems.isEmpty)
    }

    @Test
    func `musl inherits RUNPATH, has its own names, and reads a list of folders`() throws {
        let musl: [MadeFile] = [
            .library("lib/ld-musl-x86_64.so.1"), .text("etc/ld-musl-x86_64.path", "/lib:/extra\n/opt"),
        ]
        let files: [MadeFile] = [
            .library("own/liba.so", needs: ["libb.so", "libc.musl-x86_64.so.1", "libm.so.6"]),
            .library("own/libb.so"), .library("extra/libe.so"), .library("usr/lib/libu.so"),
            .program("app/run", needs: ["liba.so", "libpthread.so.0", "libe.so", "libu.so"], interpreter: Self.loader) {
                $0.runpath = ["/own"]
            },
        ]
        let found = try libraries(files, base: musl)
        #expect(found.found == ["/own/liba.so", "/extra/libe.so", "/own/libb.so"])
        #expect(found.problems.map(\.name) == ["libu.so"])
    }

    @Test
    func `a module finds what its program has loaded`() throws {
        let boot = MadeImage(
            MadeImage.glibc + [
                .program("app/run", needs: ["liba.so"]) { $0.runpath = ["/opt"] }, .library("opt/liba.so"),
                .library("app/m.so", needs: ["liba.so", "libz.so"]),
            ]
        ).boot
        let node = try #require(boot.tree.node(at: "/app/run"))
        let program = try #require(boot.loader.load(program: node))
        let module = try #require(boot.tree.node(at: "/app/m.so"))
        #expect(boot.loader.load(module: module, at: "/app/m.so", into: program).map(\.name) == ["libz.so"])
    }

    @Test
    func `libraries that need each other end`() throws {
        let found = try libraries([
            .program("app/run", needs: ["liba.so"]), .library("usr/lib/liba.so", needs: ["libb.so"]),
            .library("usr/lib/libb.so", needs: ["liba.so"]),
        ])
        #expect(found.found == ["/usr/lib/liba.so", "/usr/lib/libb.so"])
    }
}
