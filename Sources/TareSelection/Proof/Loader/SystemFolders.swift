internal import TareOCI

/// Where a loader looks when neither the object nor the environment says: the system's folders.
struct SystemFolders {
    /// The folders that the loader has built in, or musl's list.
    private(set) var always: [String] = []
    /// The folders whose libraries `ldconfig` puts into glibc's cache; empty where there is no cache.
    private(set) var cached: [String] = []
    /// The layer that brought the cache: libraries of later layers are not in it.
    private(set) var cacheLayer: Int?
    /// Whether the list of cached folders may be longer: `ld.so.conf` was not kept.
    private(set) var isCacheUncertain = false

    private static let mostFolders = 256

    init(_ family: LoaderFamily, _ machine: LoaderMachine, in tree: ImageTree) {
        switch family {
        case .musl: readMusl(machine, tree)
        case .glibc: readGlibc(machine, tree)
        }
    }

    /// musl: `/etc/ld-musl-ARCH.path`, folders by line or colon, else three defaults (ldso/dynlink.c).
    private mutating func readMusl(_ machine: LoaderMachine, _ tree: ImageTree) {
        always = ["/lib", "/usr/local/lib", "/usr/lib"]
        guard let node = tree.node(at: "/etc/ld-musl-\(machine.name).path") else { return }
        guard let text = tree.content(of: node) else {
            isCacheUncertain = tree.size(of: node) > 0
            return
        }
        let separators: Set<UInt8> = [UInt8(ascii: ":"), UInt8(ascii: "\n")]
        always = text.split { separators.contains($0) }.prefix(Self.mostFolders).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    /// glibc: the loader's own folders follow how the distribution built it, which the library's place shows.
    private mutating func readGlibc(_ machine: LoaderMachine, _ tree: ImageTree) {
        let triplet = machine.triplet
        let isMultiarch = ["/lib/", "/usr/lib/"].contains { tree.node(at: $0 + triplet + "/libc.so.6") != nil }
        always = isMultiarch ? ["/lib/\(triplet)", "/usr/lib/\(triplet)"] : []
        if !isMultiarch, machine.wideFolder != "lib" {
            always += ["/\(machine.wideFolder)", "/usr/\(machine.wideFolder)"]
        }
        always += ["/lib", "/usr/lib"]
        guard let cache = tree.node(at: "/etc/ld.so.cache"), tree.kind(of: cache) == .regular else { return }
        cacheLayer = tree.layer(of: cache)
        readConfiguration(tree)
        if isCacheUncertain { cached = ["/usr/local/lib", "/usr/local/lib/\(triplet)"] }
    }

    /// `ld.so.conf` with what it includes (ldconfig(8)). Includes are taken to be `ld.so.conf.d/*.conf`, as all
    /// distributions have them.
    private mutating func readConfiguration(_ tree: ImageTree) {
        guard let main = tree.node(at: "/etc/ld.so.conf") else { return }
        var files = [main]
        if let directory = tree.node(at: "/etc/ld.so.conf.d") {
            files += tree.children(of: directory).filter { tree.name(of: $0).hasSuffix(".conf") }
        }
        for file in files.prefix(Self.mostFolders) {
            guard let file = tree.resolve(file) else { continue }
            guard let text = tree.content(of: file) else {
                if tree.size(of: file) > 0 { isCacheUncertain = true }
                continue
            }
            for line in text.split(separator: UInt8(ascii: "\n")) {
                let line = line.prefix { $0 != UInt8(ascii: "#") }
                let folder = String(decoding: line, as: UTF8.self).split { $0 == " " || $0 == "\t" || $0 == "\r" }
                guard let folder = folder.first, folder.hasPrefix("/"), cached.count < Self.mostFolders else {
                    continue
                }
                cached.append(String(folder))
            }
        }
    }
}
