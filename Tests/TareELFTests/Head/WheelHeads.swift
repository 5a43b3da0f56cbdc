import Foundation
import TareELF

/// Heads of the ELF files of wheels from the Python index, and what readelf says of the whole files; fetched once and
/// kept in `~/.cache/tare-test/elf-wheels`.
enum WheelHeads {
    struct Kept: Decodable {
        var head: String
        var size: Int
        var facts: ReadelfFacts

        var bytes: [UInt8] { SystemFiles.bytes(WheelHeads.folder.appendingPathComponent(head).path) }
    }

    static let folder = FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(
        ".cache/tare-test/elf-wheels")

    static let all: [Kept] = {
        guard SystemFiles.peersAreThere else { return [] }
        let index = folder.appendingPathComponent("heads.jsonl")
        if !FileManager.default.fileExists(atPath: index.path) { fetch() }
        guard let data = FileManager.default.contents(atPath: index.path) else {
            print("skipped: no wheels from the Python index (pip and files.pythonhosted.org are needed once)")
            return []
        }
        return data.split(separator: 10).compactMap { try? JSONDecoder().decode(Kept.self, from: Data($0)) }
    }()

    private static func fetch() {
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../Fixtures/wheel_heads.py").standardized.path
        process.arguments = ["python3", script, folder.path]
        guard (try? process.run()) != nil else { return }
        process.waitUntilExit()
    }
}

extension ReadelfFacts {
    /// Why a head says something that readelf does not say of the file; `nil` where they agree.
    func contradiction(_ head: ELFHeadFacts) -> String? {
        let paths = [rpath, runpath].filter { !$0.isEmpty }.map { $0.joined(separator: ":") }
        let machines = ["Advanced Micro Devices X86-64": ELFMachine.x86_64, "AArch64": .aarch64]
        let needs = head.versionNeeds.map { need in
            Need(library: need.library, versions: need.versions.map { .init(name: $0.name, isWeak: $0.isWeak) })
        }
        if needs != versionNeeds { return "versions \(needs), not \(versionNeeds)" }
        if !Set(needed).isSubset(of: head.mayNeed) { return "may need \(head.mayNeed), not \(needed)" }
        if !Set(paths).isSubset(of: head.mayFindIn) { return "may find in \(head.mayFindIn), not \(paths)" }
        if paths.contains(where: { $0.contains("$ORIGIN") }), !head.mayHaveOrigin { return "no origin" }
        if head.interpreter != interpreter { return "interpreter \(head.interpreter ?? "none")" }
        let isSame =
            head.fileClass.rawValue == fileClass && (head.byteOrder == .littleEndian) == littleEndian
            && machines[machine] == head.machine && (head.type == .shared ? "DYN" : "EXEC") == type
        return isSame ? nil : "another class, order, machine or type"
    }
}
