import Foundation
import Testing

@testable import TarePython

/// Real projects' locks: the packages, their wheels and those without a wheel, as uv chooses them from the same lock
/// for glibc and musl, two machines and three minors.
@Suite(.enabled(if: PackagingPeer.uv != nil && PackagingPeer.python != nil && RealProject.areThere))
struct `Real projects' locks` {
    private static let isComplete = ProcessInfo.processInfo.environment["TARE_FULL_TESTS"] != nil

    private func withScratch(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tare-real-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    @Test(arguments: RealProject.uvProjects)
    func `of uv give production what uv installs`(project: RealProject) throws {
        let groups = try project.project().productionGroups
        try expectAgreement(project, project.read(), LockSelection(groups: groups), export: ["--no-dev"])
    }

    @Test(arguments: RealProject.uvProjects)
    func `of uv give all extras and groups what uv installs`(project: RealProject) throws {
        let lock = try project.read()
        let groups = try project.project().dependencyGroups.keys
        let extras = try (project.extras ?? []).map { try PackageName($0) }
        let options = project.extras.map { $0.map { "--extra=\($0)" } } ?? ["--all-extras"]
        try expectAgreement(
            project, lock,
            LockSelection(extras: Set(extras), takesAllExtras: project.extras == nil, groups: Set(groups)),
            export: options + ["--all-groups"])
    }

    /// Locks of other tools: what uv chooses among the files of the packages that the lock gives.
    @Test(arguments: RealProject.others)
    func `of Poetry and PDM give the wheels that uv chooses`(project: RealProject) throws {
        let lock = try project.read()
        let entries = try RealPeer.entries(of: project)
        try withScratch { folder in
            for target in RealTarget.all(project.minors) {
                let selection = LockSelection(takesAllExtras: project.extras == nil)
                let choices = try RealChoice.all(of: lock, selection, on: target)
                #expect(choices.count > 3)
                let pins = Set(choices.map(\.pin))
                let chosen = StandInLock(entries.filter { pins.contains($0.pin) })
                #expect(chosen.entries.count == choices.count)
                try expectAgreement(choices, chosen, folder, project, target)
            }
        }
    }

    @Test func `with a wheel of another version than its entry's are refused, as uv refuses them`() throws {
        let failure = try #require(throws: PackagingPeer.Failure.self) { try RealPeer.export(.damaged, ["--no-dev"]) }
        #expect(failure.complaint.contains("inconsistent version"))
        let error = try #require(throws: ProjectFileError.self) { try RealProject.damaged.read() }
        #expect(error.what.contains("mcp-1.0.0-py3-none-any.whl"), "\(error)")
    }

    @Test func `are told apart by uv where a wheel is another than the one chosen`() throws {
        let project = RealProject.uvProjects[0]
        let target = RealTarget(minor: 12, machine: .aarch64, isMusl: true)
        let lock = try project.read()
        let exported = try RealPeer.export(project, ["--no-dev"])
        let selection = LockSelection(groups: try project.project().productionGroups)
        let wheels = try RealChoice.all(of: lock, selection, on: target).compactMap(\.wheel)
        let chosen = try #require(wheels.firstIndex { $0.hasPrefix("pydantic_core-") })
        let listed = try #require(exported.entries.first { $0.name == "pydantic-core" }).files
        try withScratch { folder in
            for other in listed.filter({ $0.hasSuffix(".whl") && $0.contains("cp312") && $0 != wheels[chosen] }) {
                var swapped = wheels
                swapped[chosen] = other
                try exported.write(to: folder, wheels: swapped, standIns: [:])
                let failure = try #require(throws: PackagingPeer.Failure.self, "\(other)") {
                    try RealPeer.install(folder, on: target)
                }
                #expect(failure.complaint.contains(wheels[chosen]), "\(failure)")
            }
        }
    }

    private func expectAgreement(
        _ project: RealProject, _ lock: Lock, _ selection: LockSelection, export: [String]
    ) throws {
        let exported = try RealPeer.export(project, export)
        var misses: [(target: RealTarget, choice: RealChoice)] = []
        try withScratch { folder in
            for target in RealTarget.all(project.minors) {
                let choices = try RealChoice.all(of: lock, selection, on: target)
                try expectAgreement(choices, exported, folder, project, target)
                let lacking = choices.filter { $0.wheel == nil }
                misses += lacking.filter { !$0.package.source.isDirect }.map { (target, $0) }
            }
            try expectRefusals(misses, exported, folder)
        }
    }

    /// uv would install the same packages, and takes the same wheels; what has no wheel is stood in for.
    private func expectAgreement(
        _ choices: [RealChoice], _ lock: StandInLock, _ folder: URL, _ project: RealProject, _ target: RealTarget
    ) throws {
        let lacking = choices.filter { $0.wheel == nil }
        try lock.write(
            to: folder, wheels: choices.compactMap(\.wheel),
            standIns: Dictionary(uniqueKeysWithValues: lacking.map { ($0.pin, $0.standIn) }))
        do {
            let pins = try RealPeer.install(folder, on: target)
            #expect(pins == Set(choices.map(\.pin)), "\(project) \(target)")
        } catch let failure as PackagingPeer.Failure {
            Issue.record("\(project) \(target): \(failure.complaint)")
        }
    }

    /// uv finds no wheel either. One run a package: uv names only the first that it refuses.
    private func expectRefusals(
        _ misses: [(target: RealTarget, choice: RealChoice)], _ exported: StandInLock, _ folder: URL
    ) throws {
        let step = Self.isComplete ? 1 : max(1, misses.count / 6)
        for (target, choice) in stride(from: 0, to: misses.count, by: step).map({ misses[$0] }) {
            var alone = exported
            alone.entries.removeAll { $0.pin != choice.pin }
            #expect(alone.entries.count == 1)
            try alone.write(to: folder, wheels: [], standIns: [:])
            let failure = try #require(throws: PackagingPeer.Failure.self, "\(choice.pin) \(target)") {
                try RealPeer.install(folder, on: target)
            }
            #expect(failure.complaint.contains("can't be installed"), "\(choice.pin) \(target): \(failure.complaint)")
        }
    }
}
