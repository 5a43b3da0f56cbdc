import TareDockerfile

/// Who may write where.
extension StageWorld {
    private enum Answer {
        case writable
        case owner(Owner, Place?)
        case unknown
    }

    /// The folder that a user may not write to in order to make a path, and why; nil if they may, or if that is not
    /// known.
    func forbidden(_ path: String, _ user: Owner, _ moment: Moment? = nil) -> (folder: String, evidence: [Evidence])? {
        guard user != .root else { return nil }
        var folder = path.canonicalPath
        while true {
            switch lookUp(folder, moment) {
            case .unknown:
                // It is there or it is not: what a COPY brings would be root's as well.
                guard case .owner(let owner, let place?) = ownership(of: folder, moment ?? end), isOther(owner, user),
                    place.instruction.keyword == .copy, forbidden(folder.parentPath, user, moment) != nil
                else { return nil }
                return (folder, [place.evidence("\(folder) becomes root's here")])
            case .found:
                guard case .owner(let owner, let place) = ownership(of: folder, moment ?? end), isOther(owner, user)
                else {
                    return nil
                }
                return (folder, place.map { [$0.evidence("\(folder) becomes root's here")] } ?? [groundEvidence])
            case .absent:
                guard folder != "/" else { return nil }
                folder = folder.parentPath
            }
        }
    }

    /// Whether two users are surely not the same, and the owner is root: others may share a group.
    private func isOther(_ owner: Owner, _ user: Owner) -> Bool { owner == .root && user != .root }

    private func ownership(of path: String, _ moment: Moment) -> Answer {
        guard build.fuel > 0 else { return .unknown }
        build.fuel -= 1
        for change in changes.prefix(moment.count).reversed() {
            if change.isMount {
                if change.step == moment.step, case .opaque(let folders) = change.effect,
                    folders.contains(where: { path.isAtOrBelow($0) })
                {
                    return .unknown
                }
                continue
            }
            guard let answer = answer(change, path) else { continue }
            return change.isCertain ? answer : .unknown
        }
        switch ground {
        case .world(let below): return below.ownership(of: path, below.end)
        case .nothing: return .owner(.root, nil)
        case .image(let facts, _): return ownership(of: path, in: facts)
        case .unknown, .context, .own: return .unknown
        }
    }

    private func answer(_ change: Change, _ path: String) -> Answer? {
        func made() -> Answer { change.owner.map { .owner($0, change.origin) } ?? .unknown }
        switch change.effect {
        case .writable(let place): return path.isAtOrBelow(place) ? .writable : nil
        case .owner(let place, let owner, let isDeep):
            guard path == place || isDeep && path.isBelow(place) else { return nil }
            return owner.map { .owner($0, change.origin) } ?? .unknown
        case .file(let file): return file == path ? made() : nil
        case .directory(let folder): return folder == path ? made() : folder.isBelow(path) ? .some(.unknown) : nil
        case .tree(let place, _, _): return path.isAtOrBelow(place) ? made() : nil
        case .matches(let folder, _): return path.isBelow(folder) ? made() : nil
        case .opaque(let folders): return folders.contains { path.isAtOrBelow($0) } ? .unknown : nil
        case .opaqueOutsideSystem: return path.isOfSystem ? nil : .unknown
        case .created(let environment): return path.isAtOrBelow(environment.prefix) ? made() : nil
        case .installed(let installation): return path.isBelow(installation.environment.prefix) ? made() : nil
        default: return nil
        }
    }

    private func ownership(of path: String, in facts: GroundFacts) -> Answer {
        if ["/tmp", "/var/tmp", "/dev/shm", "/run/lock"].contains(where: { path.isAtOrBelow($0) }) { return .writable }
        if path.isBelow("/home") { return .unknown }
        guard case .found(let file)? = facts.files?.file(at: path) else { return .unknown }
        if let mode = file.mode, mode & 0o022 != 0 { return .writable }
        if let uid = file.uid { return .owner(.number(uid), nil) }
        return facts.isStated ? .owner(.root, nil) : .unknown
    }
}
