import Foundation
import Testing

@testable import TarePython

/// A target of a real lock and what uv calls it: Debian 12's glibc or Alpine's musl.
struct RealTarget: Hashable, CustomStringConvertible {
    var minor: Int
    var machine: Machine
    var isMusl: Bool

    static func all(_ minors: [Int]) -> [RealTarget] {
        minors.flatMap { minor in
            Machine.allCases.flatMap { machine in
                [false, true].map { RealTarget(minor: minor, machine: machine, isMusl: $0) }
            }
        }
    }

    var platform: String { machine.rawValue + (isMusl ? "-unknown-linux-musl" : "-manylinux_2_36") }
    var python: String { "3.\(minor).0" }
    var description: String { "3.\(minor) \(platform)" }

    func tags() throws -> CompatibleTags {
        CompatibleTags(
            for: try InstallTarget(
                python: PEP440Version(python), machine: machine,
                library: isMusl ? .musl(major: 1, minor: 2) : .glibc(major: 2, minor: 36)))
    }
}

/// What Tare installs of one package on a target.
struct RealChoice {
    var package: LockedPackage
    /// `nil` where no wheel fits.
    var wheel: String?

    /// `name==version`, as uv prints it.
    var pin: String { package.version.map { "\(package.name)==\($0)" } ?? package.name.description }

    /// A wheel for every target, in place of what is to be built.
    var standIn: String {
        let name = package.name.description.replacing("-", with: "_")
        return "\(name)-\(package.version?.description ?? "0")-py3-none-any.whl"
    }

    /// Everything that is not the project's own tree.
    static func all(of lock: Lock, _ selection: LockSelection, on target: RealTarget) throws -> [RealChoice] {
        let tags = try target.tags()
        return try lock.resolve(for: tags.target.markerEnvironment, selection)
            .filter { $0.role == .dependency && $0.package.source.tree == nil }
            .map { RealChoice(package: $0.package, wheel: wheel(of: $0.package, for: tags)) }
    }

    private static func wheel(of package: LockedPackage, for tags: CompatibleTags) -> String? {
        guard case .wheel(let filename, let file) = package.wheel(for: tags) else { return nil }
        #expect(file.name == filename.description)
        return file.name
    }
}
