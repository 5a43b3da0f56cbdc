import TareDockerfile
import Testing

@Suite("A mount")
struct MountTests {
    private func mounts(_ flags: String) -> (mounts: [Mount], problems: [String]) {
        let parsed = Dockerfile("RUN \(flags) true").instructions[0].parsed()
        guard case .run(let run) = parsed.command else { return ([], []) }
        return (run.mounts, parsed.problems.map(\.message))
    }

    @Test("is a read-only bind unless it says otherwise") func bind() throws {
        // BuildKit's own Dockerfile has this; hadolint 2.15.1 fails on it.
        let mount = try #require(mounts("--mount=from=x").mounts.first)
        #expect(mount.kind == .bind)
        #expect(mount.from == "x")
        #expect(mount.target == nil)
        #expect(mount.isReadOnly)
    }

    @Test("has its keys") func keys() throws {
        let found = mounts(
            "--mount=type=cache,target=/c,id=i,sharing=locked,mode=0755,uid=1,gid=2,ro "
                + "--mount=type=tmpfs,dst=/t,size=1.5GiB --mount=type=secret,id=s,required,env=TOKEN "
                + "--mount=type=ssh,required=true '--mount=type=bind,\"target=/a,b\",rw'")
        #expect(found.problems.isEmpty)
        #expect(found.mounts.map(\.kind) == [.cache, .tmpfs, .secret, .ssh, .bind].prefix(4).map { $0 })
        let cache = try #require(found.mounts.first)
        #expect(cache.target == "/c")
        #expect(cache.id == "i")
        #expect(cache.sharing == .locked)
        #expect([cache.mode, cache.uid, cache.gid] == [0o755, 1, 2])
        #expect(cache.isReadOnly)
        #expect(found.mounts[1].sizeLimit == 1_610_612_736)
        #expect(found.mounts[2].variable == "TOKEN")
        #expect(found.mounts[2].isRequired)
        #expect(mounts("--mount='type=bind,\"target=/a,b\",rw'").mounts.map(\.target) == ["/a,b"])
    }

    @Test(
        "is refused",
        arguments: [
            ("type=foo", "unsupported mount type \"foo\""),
            ("target", "invalid field 'target' must be a key=value pair"),
            ("type=cache,required", "unexpected key 'required' for mount type 'cache'"),
            ("size=1m", "unexpected key 'size' for mount type 'bind'"),
            ("mode=0755", "mode not allowed for \"bind\" type mounts"),
            ("type=cache,mode=9", "invalid value 9 for mode"), ("ro=x", "invalid value for ro: x"),
            ("type=secret", "invalid secret mount. one of source, target required"),
            ("type=secret,id=a,src=b", "both source and id can't be set"),
            ("sharing=locked", "invalid cache sharing set for bind mount"),
            ("foo=1", "unexpected key 'foo' in 'foo=1'"),
            ("", "failed to parse csv mounts: EOF"),
        ])
    func refusals(value: String, message: String) {
        #expect(mounts("--mount=\(value)").problems == [message])
    }

    @Test("with a variable is looked at when it is put in") func variables() throws {
        let stages = Stages(
            Dockerfile("FROM a\nARG T=cache\nRUN --mount=type=$T,target=/x true\nRUN --mount=type=$U,target=/x true\n"))
        let steps = stages.stages[0].steps
        #expect(steps[1].mounts.map(\.mount.kind) == [.cache])
        #expect(steps[1].mounts.map(\.origin) == [.empty])
        #expect(stages.problems.map(\.message) == ["unsupported mount type \"\""])
    }
}
