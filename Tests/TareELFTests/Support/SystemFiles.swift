import Foundation

/// ELF files of the machine that the tests run on, and what binutils says of them.
enum SystemFiles {
    static let readelf = "/usr/bin/readelf"
    static let python = "/usr/bin/python3"

    static var peersAreThere: Bool {
        let isThere = [readelf, python].allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }
        if !isThere { print("skipped: needs \(readelf) and \(python), which scripts/setup installs") }
        return isThere
    }

    static func bytes(_ path: String) -> [UInt8] {
        FileManager.default.contents(atPath: path).map { [UInt8]($0) } ?? []
    }

    /// Programs and libraries of the system, links not followed, at most `limit`, spread over all that there are.
    static func paths(limit: Int) -> [String] {
        var found: [String] = []
        for folder in ["/usr/bin", "/usr/sbin", "/usr/lib", "/usr/local/lib", "/lib/x86_64-linux-gnu"] {
            let files = FileManager.default.enumerator(atPath: folder)
            while let name = files?.nextObject() as? String {
                let path = folder + "/" + name
                guard files?.fileAttributes?[.type] as? FileAttributeType == .typeRegular,
                    let handle = FileHandle(forReadingAtPath: path),
                    let head = try? handle.read(upToCount: 4), head == Data([0x7F, 0x45, 0x4C, 0x46])
                else { continue }
                found.append(path)
            }
        }
        found.sort()
        let step = max(1, found.count / limit)
        return stride(from: 0, to: found.count, by: step).map { found[$0] }
    }

    static func readelfFacts(_ paths: [String]) throws -> [ReadelfFacts] {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../Fixtures/readelf_facts.py").standardized.path
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [script] + paths
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try data.split(separator: 10).map { try JSONDecoder().decode(ReadelfFacts.self, from: Data($0)) }
    }
}

struct ReadelfFacts: Decodable {
    struct Need: Decodable, Equatable {
        struct Version: Decodable, Equatable {
            var name: String
            var isWeak: Bool
        }
        var library: String
        var versions: [Version]
    }

    var path: String
    var fileClass: UInt8
    var littleEndian: Bool
    var type: String
    var machine: String
    var interpreter: String?
    var needed: [String]
    var soname: String?
    var rpath: [String]
    var runpath: [String]
    var isPIE: Bool
    var versionNeeds: [Need]
    var versionDefinitions: [String]
    var buildID: String?
    var minimumKernel: String?
}
