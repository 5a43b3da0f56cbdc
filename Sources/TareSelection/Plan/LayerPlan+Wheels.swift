internal import TareArchive
internal import TareELF
public import TareOCI
public import TarePython

extension LayerPlan {
    /// Adds what installing a wheel makes of an environment.
    ///
    /// - Parameter root: the environment's root, absolute.
    public mutating func install(
        _ installation: WheelInstallation, of reading: WheelReading, at root: String
    ) throws { add(try LayerPart(installation, of: reading, at: root, time: time)) }
}

extension LayerPart {
    /// What installing a wheel makes of an environment. It depends on nothing but the wheel, the scheme of the
    /// installation and the root.
    ///
    /// - Parameter root: the environment's root, absolute.
    public init(
        _ installation: WheelInstallation, of reading: WheelReading, at root: String, time: Int64 = 0
    ) throws {
        let folder = String(root.drop { $0 == "/" }) + "/"
        var builder = LayerPartBuilder(archive: reading.wheel?.directory, time: time)
        for file in installation.files {
            let path = folder + file.path
            switch file.source {
            case .bytes(let bytes): builder.add(path, .file(bytes, mode: file.mode))
            case .entry(let number):
                let content = reading.contents[number].flatMap { UInt64($0.count) == file.size ? $0 : nil }
                builder.add(
                    path,
                    LayerPlan.Entry(
                        kind: .regular, mode: file.mode, size: file.size, crc32: file.crc32, content: content,
                        archived: number, elf: reading.libraries[number].flatMap { Self.facts($0, name: path) },
                        shebang: content.flatMap(LayerPlan.Entry.shebang)))
            }
        }
        self = try builder.finish()
    }

    /// What the loader would read of the file. From a head: all that it may need, but for its own name.
    private static func facts(_ library: WheelReading.Library, name: String) -> ELFFacts? {
        switch library {
        case .exact(let facts): return facts
        case .malformed: return nil
        case .head(let head):
            var facts = ELFFacts(
                fileClass: head.fileClass, byteOrder: head.byteOrder, type: head.type, machine: head.machine)
            facts.osABI = head.osABI
            facts.machineFlags = head.machineFlags
            facts.interpreter = head.interpreter
            facts.isDynamic = true
            facts.needed = head.needs(besides: name)
            facts.versionNeeds = head.versionNeeds
            return facts
        }
    }
}

extension ELFHeadFacts {
    /// What the file may need, without the name that it has itself.
    func needs(besides path: String) -> [String] {
        let own = path.split(separator: "/").last.map(String.init) ?? path
        return mayNeed.filter { $0 != own }
    }
}

extension WheelReading {
    /// The libraries of which only the head was read, and that may need something which is in none of `names`: whether
    /// they do, only the whole file tells.
    public func doubtful(beside names: Set<String>) -> [Int] {
        guard let directory = wheel?.directory else { return [] }
        return libraries.keys.sorted().filter { number in
            guard case .head(let head) = libraries[number] else { return false }
            let path = directory.name(directory.entries[number])
            return !head.needs(besides: path).allSatisfy(names.contains)
        }
    }
}

extension WheelReading {
    /// The names of all libraries that those may need of which only the head was read.
    public var assumedNames: Set<String> {
        guard let directory = wheel?.directory else { return [] }
        var names: Set<String> = []
        for (number, library) in libraries {
            if case .head(let head) = library {
                names.formUnion(head.needs(besides: directory.name(directory.entries[number])))
            }
        }
        return names
    }
}
