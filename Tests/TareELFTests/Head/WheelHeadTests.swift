import TareELF
import Testing

/// The peer is readelf, which saw the whole files.
@Suite("Heads of the libraries in wheels", .enabled(if: !WheelHeads.all.isEmpty))
struct WheelHeadTests {
    @Test(arguments: [1024, ELFHead.usualBytes, 65_536])
    func `never say what the whole file does not`(first: Int) throws {
        var said: [Int] = []
        var (rewritten, exceeding) = (0, 0)
        for kept in WheelHeads.all {
            let trial = HeadTrial(kept.bytes, fileSize: kept.size, first: first)
            #expect(trial.madeProgress, "\(kept.facts.path)")
            switch trial.outcome {
            case .facts(let facts):
                said.append(trial.bytes)
                #expect(kept.facts.contradiction(facts) == nil, "\(kept.facts.path)")
                // All but the file's own name is needed: a superset that is larger would have files read in vain.
                let others = Set(facts.mayNeed).subtracting(kept.facts.needed + [kept.facts.soname ?? ""])
                exceeding += others.isEmpty ? 0 : 1
            case .exact(let facts):
                said.append(trial.bytes)
                #expect(facts.needed == kept.facts.needed, "\(kept.facts.path)")
            case .undecidable: rewritten += trial.isRewritten ? 1 : 0
            case .needsMore: break
            }
        }
        let (all, decided) = (WheelHeads.all.count, said.count)
        let bytes = spread(said)
        print(
            "heads from \(first) bytes: \(decided) of \(all) files decided, \(rewritten) rewritten after linking;",
            "\(bytes.median) bytes in the middle, \(bytes.high) for 95 of 100;",
            "\(said.count { $0 <= 16_384 }) with 16 KiB, \(said.count { $0 <= 65_536 }) with 64 KiB;",
            "\(exceeding) may need more than they do")
        #expect(decided * 100 >= (all - rewritten) * 97)
        #expect(said.count { $0 <= 65_536 } * 100 >= decided * 95)
        #expect(exceeding * 100 <= decided * 2)
    }

    @Test func `are of both machines and both C libraries`() {
        for system in ["many x86_64", "many aarch64", "musl x86_64", "musl aarch64"] {
            let kept = WheelHeads.all.filter { $0.facts.path.contains(" \(system): ") }
            let said = kept.filter { file in
                if case .facts = HeadTrial(file.bytes, fileSize: file.size, first: 4096).outcome { return true }
                return false
            }
            #expect(kept.count > 20 && said.count > 10, "\(system): \(said.count) of \(kept.count)")
        }
    }

    @Test func `say nothing of libraries whose names patchelf moved`() {
        // auditwheel renames what it puts beside a package, and has patchelf write the new names.
        let moved = WheelHeads.all.filter { $0.facts.path.contains(".libs!") }
        #expect(moved.count > 30)
        for kept in moved {
            #expect(HeadTrial(kept.bytes, fileSize: kept.size, first: 4096).isRewritten, "\(kept.facts.path)")
        }
    }
}
