import Foundation
import TareOCI

/// A root file system out of this machine's own Debian: its Python with what that needs, a shell, `env` and `cat`.
final class DebianRoot: Sendable {
    /// `3.11`; `nil` where this machine has no such Python.
    static let minor: String? = {
        guard let path = realpath("/usr/bin/python3", nil) else { return nil }
        defer { free(path) }
        let name = String(cString: path)
        guard name.hasPrefix("/usr/bin/python3."), Tool.find("dash") != nil,
            FileManager.default.fileExists(atPath: "/etc/debian_version")
        else { return nil }
        return String(name.dropFirst("/usr/bin/python".count))
    }()

    static let shared = Result { try DebianRoot() }

    let path: String
    let layer: LayerIndex
    /// The layer's tar stream.
    let archive: Data
    /// The folder of shared libraries, relative to the root: `usr/lib/x86_64-linux-gnu`.
    let libraries: String
    private let scratch: ScratchFolder

    private init() throws {
        scratch = try ScratchFolder()
        path = scratch.path("debian")
        try Tool.run("sh", ["-c", Self.script, "sh", path, Self.minor ?? ""])
        let machine = try Tool.run("uname", ["-m"]).trimmingCharacters(in: .whitespacesAndNewlines)
        libraries = "usr/lib/\(machine)-linux-gnu"
        archive = try MeasuredFolder.archive(of: [path])
        layer = try MeasuredFolder.measured(archive)
    }

    private static let script = """
        set -e
        root=$1 minor=$2
        for folder in app dev etc home/app opt proc root tmp usr/bin usr/lib usr/lib64 usr/local/bin usr/local/lib
        do mkdir -p "$root/$folder"; done
        chmod 700 "$root/root"; chmod 1777 "$root/tmp"; chown 65532:65532 "$root/home/app"
        ln -s usr/bin "$root/bin"; ln -s usr/lib "$root/lib"; ln -s usr/lib64 "$root/lib64"
        printf 'root:x:0:0:root:/root:/bin/sh\\napp:x:65532:65532::/home/app:/bin/sh\\n' > "$root/etc/passwd"
        printf 'root:x:0:\\napp:x:65532:\\n' > "$root/etc/group"
        cp -L "/usr/bin/python$minor" /usr/bin/dash /usr/bin/env /usr/bin/cat "$root/usr/bin"
        ln -s "python$minor" "$root/usr/bin/python3"; ln -s dash "$root/usr/bin/sh"
        tar -C /usr/lib --exclude="config-$minor*" --exclude=test --exclude=idlelib --exclude=lib2to3 \\
            --exclude=ensurepip --exclude=pydoc_data -cf - "python$minor" | tar -C "$root/usr/lib" -xf -
        # A library that is not there for every module: those modules are none of a base.
        ldd "$root"/usr/bin/* "$root/usr/lib/python$minor"/lib-dynload/*.so 2>/dev/null |
            sed -n 's,.*[ \\t]\\(/[^ ]*\\) (0x.*,\\1,p' | sort -u | while read -r library; do
            case $library in /usr/*) target=$root$library;; *) target=$root/usr$library;; esac
            mkdir -p "$(dirname "$target")"; cp -L "$library" "$target"
        done
        # What wheels may expect of every glibc system (PEP 600).
        libraries=$(dirname "$(ls "$root"/usr/lib/*/libc.so.6)")
        for name in libpthread.so.0 libdl.so.2 librt.so.1 libutil.so.1 libgcc_s.so.1 libstdc++.so.6; do
            cp -L /usr/lib/*-linux-gnu/$name "$libraries"
        done
        """
}
