/// A wheel of a locked package: its name is parsed once, when the lock is read, and ranked for every target.
public struct LockedWheel: Sendable, Hashable {
    public let filename: WheelFilename
    /// The place among the package's files.
    public let place: Int
}

/// The file of a locked package that an installer takes for a target, or why there is none.
public enum LockedWheelChoice: Sendable, Hashable {
    case wheel(WheelFilename, LockedFile)
    case none(WheelMismatch)
}

extension LockedPackage {
    /// Whether an installer could build the package: it has a source distribution, or its source is a tree or an
    /// address.
    public var hasSource: Bool { wheels.count < files.count || source.isDirect }

    /// Chooses among the wheels that the lock lists, as uv does. Linear in the wheels, without parsing a name.
    public func wheel(for tags: CompatibleTags) -> LockedWheelChoice {
        switch WheelChoice.best(among: wheels, for: tags, hasSource: hasSource) {
        case .wheel(let index, _): .wheel(wheels[index].filename, files[wheels[index].place])
        case .none(let mismatch): .none(mismatch)
        }
    }

    /// Finds the wheels among the files.
    mutating func readWheels(_ words: inout WheelVocabulary) {
        wheels = []
        for (place, file) in files.enumerated() {
            guard let name = file.name, name.utf8.suffix(4).elementsEqual(".whl".utf8),
                let filename = try? WheelFilename(bytes: Array(name.utf8)[...], &words)
            else { continue }
            if wheels.isEmpty { wheels.reserveCapacity(files.count - place) }
            wheels.append(LockedWheel(filename: filename, place: place))
        }
    }
}
