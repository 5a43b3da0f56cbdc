internal import TareELF
internal import TareInventory
internal import TareOCI

/// Each program is for the image's processor, and the loader that it names is there: one of musl on glibc, and the
/// reverse, is the classic "no such file or directory".
enum ProgramLoaderCheck: ProofCheck {
    static let id = "program-loader"

    static func examine(_ boot: Boot) -> Finding {
        let programs = boot.launch.steps.filter { !$0.isScript }
        guard !programs.isEmpty else { return .unknown("the command itself does not run") }
        return .worst(of: programs.map { examine($0.node, at: $0.path, boot) }, otherwise: .pass(""))
    }

    static func examine(_ node: ImageTree.Node, at path: String, _ boot: Boot) -> Finding {
        guard let machine = boot.loader.machine else {
            return .unknown("the platform \(boot.platform) is not known here")
        }
        guard case .facts(let facts)? = boot.loader.reading(of: node) else {
            if case .unreadable(let reason)? = boot.loader.reading(of: node) {
                return .unknown("\(path) could not be read: \(reason)")
            }
            return .unknown("\(path) is no ELF program")
        }
        guard machine.isOf(facts) || machine.alsoRuns(facts) else {
            return .fail(
                "\(path) is for \(facts.machineName), the image for \(boot.platform)",
                fix: "build or copy it for \(boot.platform): docker build --platform, or the base of that platform")
        }
        guard let interpreter = facts.interpreter else {
            return facts.isStaticExecutable || facts.isExecutable
                ? .pass("\(path) needs no loader") : .unknown("\(path) is a library and not a program")
        }
        return loader(interpreter, of: facts, at: path, boot)
    }

    private static func loader(_ interpreter: String, of facts: ELFFacts, at path: String, _ boot: Boot) -> Finding {
        let lookup = boot.lookup(interpreter)
        guard let node = lookup.node, boot.tree.kind(of: node) == .regular else {
            return .fail(
                "\(path) needs the loader \(interpreter), and \(lookup.reason(for: interpreter)); \(library(boot))",
                fix: mending(interpreter))
        }
        guard boot.access?.allows(.execute, node) ?? true else {
            return .fail("\(path) needs the loader \(interpreter), which the user may not execute")
        }
        guard let found = boot.loader.facts(of: node) else {
            return .unknown("\(interpreter), which \(path) needs, is no readable ELF file")
        }
        guard found.machine == facts.machine, found.fileClass == facts.fileClass else {
            return .fail("\(path) needs the loader \(interpreter), which is for \(found.machineName)")
        }
        return .pass("\(path) is loaded by \(interpreter)")
    }

    private static func library(_ boot: Boot) -> String {
        let libc = boot.inventory.libc
        switch libc.family {
        case .none: return "the image has no C library"
        case .glibc: return "the image has glibc" + (libc.version.map { " \($0)" } ?? "")
        case .musl: return "the image has musl" + (libc.version.map { " \($0)" } ?? "")
        }
    }

    private static func mending(_ interpreter: String) -> String {
        LoaderFamily(interpreter: interpreter) == .musl
            ? "it was built on Alpine: build it on the distribution of the final stage, or use Alpine there too"
            : "it was built for glibc: use a Debian base, or build it for the C library of this base"
    }
}
