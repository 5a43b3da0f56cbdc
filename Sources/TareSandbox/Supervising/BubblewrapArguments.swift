/// Command lines for bubblewrap.
enum BubblewrapArguments {
    /// The outer sandbox: a network of its own with loopback only, and processes that end with the first of them. This
    /// machine's files stay as they are: the supervisor runs in it, nothing of the image.
    static func outer(_ folder: RunFolder, isRoot: Bool, temporaryLimit: UInt64, command: [String]) -> [String] {
        var words = ["--unshare-net", "--unshare-pid", "--as-pid-1", "--dev-bind", "/", "/"]
        words += ["--perms", "0777", "--size", "\(temporaryLimit)", "--tmpfs", folder.shared, "--cap-drop", "ALL"]
        if isRoot {
            // To become the service's user, to reach this program's own file until then, and to mount `/proc`, which
            // bubblewrap would cover in part for root: no sandbox inside could mount one of its own.
            for name in ["CAP_SETUID", "CAP_SETGID", "CAP_DAC_READ_SEARCH", "CAP_SYS_ADMIN"] {
                words += ["--cap-add", name]
            }
        } else {
            words += ["--unshare-user", "--proc", "/proc"]
        }
        return words + ["--"] + command
    }

    /// The inner sandbox as a program and its arguments: a shell opens the filter of system calls for bubblewrap, since
    /// processes are started with no descriptors but the usual three.
    static func innerProgram(
        _ request: SupervisorRequest, options: [String] = [], command: [String]
    ) -> (path: String, arguments: [String]) {
        let words = options + inner(request, command: command)
        guard let filter = request.filter else { return (request.bubblewrap, words) }
        let start = ["-c", "exec \"$@\" 3<\"$0\"", filter, request.bubblewrap, "--seccomp", "3"]
        return ("/bin/sh", start + words)
    }

    /// The inner sandbox: the image, as its user, with what the supervisor has around it and nothing else.
    private static func inner(_ request: SupervisorRequest, command: [String]) -> [String] {
        var words = ["--unshare-user", "--uid", "\(request.userID)", "--gid", "\(request.groupID)"]
        words += ["--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", "--hostname", "tare"]
        words += ["--as-pid-1", "--new-session", "--cap-drop", "ALL"]
        words += [request.options.isRootWritable ? "--bind" : "--ro-bind", request.root, "/"]
        for path in request.volumes { words += ["--bind", request.root + path, path] }
        for (number, path) in request.memory.enumerated() { words += ["--bind", request.shared + "/\(number)", path] }
        for path in request.inMemory { words += ["--ro-bind", request.root + path, path] }
        if let hosts = request.hostsAt { words += ["--ro-bind", request.hosts, hosts] }
        words += ["--proc", request.processesAt, "--dev", request.devicesAt]
        words += ["--perms", "1777", "--size", "\(64 << 20)", "--tmpfs", request.devicesAt + "/shm"]
        words += ["--chdir", request.workingDirectory, "--clearenv"]
        for variable in request.variables { words += ["--setenv", variable.name, variable.value] }
        return words + ["--"] + command
    }
}
