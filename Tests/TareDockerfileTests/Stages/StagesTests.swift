import TareDockerfile
import Testing

@Suite("Stages")
struct StagesTests {
    private func stages(_ text: String, _ change: (inout BuildOptions) -> Void = { _ in }) -> Stages {
        var options = BuildOptions()
        change(&options)
        return Stages(Dockerfile(text), options)
    }

    @Test("stand on images, on earlier stages, on nothing") func bases() {
        let stages = stages(
            """
            ARG VERSION=3.12
            ARG IMAGE=python:$VERSION
            FROM ${IMAGE}-slim AS Base
            FROM base AS other
            FROM Base
            FROM scratch
            FROM $NONE
            FROM later
            FROM a AS later
            """)
        #expect(
            stages.stages.map(\.base) == [
                .image("python:3.12-slim"), .stage(0), .image("Base"), .scratch, .unknown, .image("later"), .image("a"),
            ])
        #expect(stages.stages.map(\.name) == ["base", "other", nil, nil, nil, nil, "later"])
        #expect(stages.stages[4].baseExpansion?.unmatched == ["NONE"])
        #expect(stages.problems.map(\.message) == ["base name ($NONE) should not be blank"])
        #expect(stages.root(1) == .image("python:3.12-slim"))
        #expect(stages.targetIndex == 6)
    }

    @Test("see arguments from above the first FROM only behind an ARG") func scopes() {
        let stages = stages(
            """
            ARG V=1
            FROM a AS one
            ENV X=$V
            ARG V
            ENV Y=$V Z=${W:-none}
            ARG V=2
            ENV Q=$V
            FROM one
            ENV R=$V S=$Y
            FROM b
            ENV T=$V
            """)
        #expect(stages.stages[0].final.environment == ["X": "", "Y": "1", "Z": "none", "Q": "2"])
        // A stage inherits what the one below has declared.
        #expect(stages.stages[1].final.variables["R"] == "2")
        #expect(stages.stages[1].final.variables["S"] == "1")
        #expect(stages.stages[2].final.environment == ["T": ""])
        #expect(stages.stages[0].steps.map(\.undefined) == [["V"], [], ["W"], [], []])
        #expect(stages.stages[2].steps[0].undefined == ["V"])
    }

    @Test("get build arguments and the platform's") func arguments() {
        let stages = stages(
            """
            ARG V=1
            FROM --platform=$BUILDPLATFORM a:$V AS build
            ARG V TARGETARCH TARGETSTAGE NONE
            ENV A=$V-$TARGETARCH-$TARGETSTAGE-$TARGETOS-$NONE
            """
        ) {
            $0.buildArguments = ["V": "9"]
            $0.platform = BuildPlatform(os: "linux", architecture: "arm64", variant: "v8")
        }
        #expect(stages.stages[0].base == .image("a:9"))
        #expect(stages.stages[0].platformExpansion?.text == "linux/amd64")
        #expect(stages.stages[0].final.environment["A"] == "9-arm64-build--")
        #expect(stages.stages[0].steps[1].undefined == ["TARGETOS"])
        #expect(stages.globalValue("TARGETPLATFORM") == "linux/arm64/v8")
    }

    @Test("are copied from by name, number, image or context") func origins() {
        let stages = stages(
            """
            FROM a AS one
            FROM b AS two
            COPY --from=ONE x y
            COPY --from=0 x y
            COPY --from=ghcr.io/astral-sh/uv:0.9 x y
            COPY --from=ctx x y
            COPY x y
            COPY --from=two x y
            COPY --from=three x y
            COPY --from=7 x y
            COPY --from=$X x y
            RUN --mount=from=one true
            FROM c AS three
            """
        ) { $0.namedContexts = ["ctx"] }
        #expect(
            stages.stages[1].steps.map(\.origin) == [
                .stage(0), .stage(0), .image("ghcr.io/astral-sh/uv:0.9"), .context("ctx"), .buildContext, .unknown,
                .unknown, .unknown, .unknown, nil,
            ])
        #expect(stages.stages[1].steps[9].mounts.map(\.origin) == [.stage(0)])
        #expect(
            stages.problems.map(\.message) == [
                "circular dependency detected on stage: two",
                "cannot copy from stage \"three\", it needs to be defined before current stage \"two\"",
                "invalid stage index 7",
                "variable expansion is not supported for --from, define a new stage with FROM using ARG from global "
                    + "scope as a workaround",
            ])
        #expect(stages.problems.map { stages.file.start($0.range).line } == [8, 9, 10, 11])
        #expect(stages.reachable == [2])
    }

    @Test("carry directory, user and shell on") func states() {
        let stages = stages(
            """
            FROM a AS one
            WORKDIR app
            ONBUILD USER 1000
            SHELL ["/bin/bash", "-c"]
            WORKDIR /srv
            WORKDIR ${X}app/../lib
            FROM one
            RUN true
            CMD ["x"]
            FROM scratch
            WORKDIR app
            """)
        #expect(stages.stages[0].steps.map(\.before.workdir) == [nil, nil, nil, nil, "/srv"])
        #expect(stages.stages[0].final.workdir == "/srv/lib")
        #expect(stages.stages[1].steps.map(\.isTriggered) == [true, false, false])
        #expect(stages.stages[1].steps[1].before.user == "1000")
        #expect(stages.stages[1].final.shell == ["/bin/bash", "-c"])
        #expect(stages.stages[1].final.cmd?.invocation.words.map(\.text) == ["x"])
        #expect(stages.stages[2].final.workdir == "/app")
    }

    @Test("know what the base image brings if they are told") func images() {
        let stages = stages("FROM python:3\nENV A=$LANG B=$NONE\nWORKDIR b\n") {
            $0.images = ["python:3": BaseImage(environment: ["LANG": "C.UTF-8"], workdir: "/a", user: "app")]
        }
        let stage = stages.stages[0]
        #expect(stage.final.environment == ["LANG": "C.UTF-8", "A": "C.UTF-8", "B": ""])
        #expect(stage.final.workdir == "/a/b")
        #expect(stage.final.user == "app")
        #expect(stage.steps[0].undefined == ["NONE"])
        #expect(stage.initial.isEnvironmentKnown)
    }

    @Test("need a FROM, and the target must be there") func missing() {
        #expect(stages("RUN a\nARG b\n").problems.map(\.message).contains("no build stage in current context"))
        let stages = stages("FROM a AS one\nFROM b\nCOPY --from=one x y\nFROM c\n") { $0.target = "ONE" }
        #expect(stages.targetIndex == 0)
        #expect(stages.reachable == [0])
        let none = self.stages("FROM a\n") { $0.target = "x" }
        #expect(none.problems.map(\.message) == ["target stage \"x\" could not be found"])
        #expect(none.target == nil)
    }
}
