internal import TareOCI

/// Where the sandbox puts something of its own into the image's tree, as canonical paths in it.
struct MountPoints: Sendable, Hashable {
    var processes = "/proc"
    var devices = "/dev"
    /// Folders in memory, with what the image has in them.
    var memory: [String] = []
    /// Files and folders of the image that lie in those.
    var inMemory: [String] = []
    /// Volumes of the configuration, which may be written to.
    var volumes: [String] = []
    /// Where the names of hosts go; `nil` where the image has no place for them.
    var hosts: String?
}

extension UnpackedImage {
    /// Children of a folder in memory that are shown in it.
    private static let mostChildren = 64

    /// Makes the places that are missing; on disk, since the root is read-only once the service runs.
    func makeMountPoints() throws(SandboxError) {
        var points = MountPoints()
        points.processes = try folder(at: "/proc", isNeeded: true) ?? "/proc"
        points.devices = try folder(at: "/dev", isNeeded: true) ?? "/dev"
        for path in ["/tmp", "/run", "/var/tmp"] {
            guard let place = try folder(at: path, isNeeded: path == "/tmp"), !points.memory.contains(place) else {
                continue
            }
            points.memory.append(place)
            guard let node = tree.node(at: place) else { continue }
            let children = tree.children(of: node)
            points.inMemory += children.prefix(Self.mostChildren)
                .filter { tree.kind(of: $0) == .regular || tree.kind(of: $0) == .directory }
                .map { tree.path(of: $0) }
            if children.count > Self.mostChildren {
                notes.append("only \(Self.mostChildren) entries of \(place) are shown")
            }
        }
        for path in config.volumes?.names ?? [] {
            guard let place = try folder(at: path, isNeeded: false), !points.memory.contains(place) else { continue }
            points.volumes.append(place)
        }
        _ = try folder(at: workingDirectory, isNeeded: false)
        points.hosts = try hostsFile()
        mountPoints = points
    }

    /// A folder's canonical path; makes it, as runtimes do, where it is missing. `nil` where something else is there.
    private func folder(at path: String, isNeeded: Bool) throws(SandboxError) -> String? {
        if let node = tree.node(at: path), tree.kind(of: node) == .directory { return tree.path(of: node) }
        let names = path.split(separator: "/").filter { $0 != "." }
        guard !names.isEmpty, !names.contains("..") else { return nil }
        var folder = root
        var made: [OpenFolder] = []
        for (number, name) in names.enumerated() {
            if isNeeded, number == names.count - 1 { folder.removeFile(name.utf8) }
            let isNew = !folder.has(name.utf8)
            do throws(SandboxError) { folder = try folder.makeFolder(name.utf8) } catch {
                if isNeeded { throw error }
                return nil
            }
            if isNew { made.append(folder) }
        }
        let isShared = ["/tmp", "/var/tmp"].contains(path)
        for folder in made.reversed() {
            let mode: UInt16 = isShared && folder === made.last ? 0o1777 : 0o755
            let place = ownership.place(userID: 0, groupID: 0, mode: mode, isDirectory: true)
            try folder.set(mode: place.mode, place.owner)
        }
        return "/" + names.joined(separator: "/")
    }

    /// Many images leave the names of hosts to the runtime, and without them `localhost` is no name.
    private func hostsFile() throws(SandboxError) -> String? {
        if let node = tree.node(at: "/etc/hosts") {
            return tree.kind(of: node) == .regular ? tree.path(of: node) : nil
        }
        guard let place = try folder(at: "/etc", isNeeded: false) else { return nil }
        var etc = root
        for name in place.split(separator: "/") { etc = try etc.folder(name.utf8) }
        guard !etc.has("hosts".utf8) else { return nil }
        _ = try etc.makeFile("hosts".utf8)
        return place + "/hosts"
    }
}
