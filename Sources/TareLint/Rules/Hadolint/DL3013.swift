import TareDockerfile

extension Rule {
    static let dl3013 = Rule(
        "DL3013", .warning, "Pin versions in pip install: <package>==<version>, or a requirements file",
        rationale: """
            Without a version the index's newest is taken, which differs between two builds of the same file.
            """,
        bad: "RUN pip install --no-cache-dir fastapi\n", good: "RUN pip install --no-cache-dir fastapi==0.115.6\n",
        tags: [.packages, .pinning], programs: .pip
    ) { call in
        guard call.isPipInstall, !call.hasFlag("constraint", "c"), !call.has("--requirement", "-r", ".") else {
            return false
        }
        let operands = call.operands(droppingValuesOf: pipOptionsWithValue)
        let packages = operands.drop { $0 != "install" }.drop { $0 == "install" }
        return !packages.allSatisfy(isPinned)
    }

    private static func isPinned(_ package: String) -> Bool {
        if package.has(anyOf: "<>") || package.has("==") || package.has("!=") || package.has("~=") { return true }
        let isSource = versionControl.contains { package.hasPrefix($0) }
        if isSource { return package.has("@") || package.ends(".whl") || package.ends(".tar.gz") }
        return package.ends(".whl") || package.ends(".tar.gz") || package.has("/")
    }

    private static let pipOptionsWithValue = [
        "abi", "b", "build", "e", "editable", "extra-index-url", "f", "find-links", "i", "index-url",
        "implementation", "no-binary", "only-binary", "platform", "prefix", "progress-bar", "proxy", "python",
        "python-version", "root", "root-user-action", "src", "t", "target", "trusted-host", "upgrade-strategy",
    ]

    /// How an address of a repository may begin, `git` and `svn` with any transport.
    private static let versionControl = [
        "git", "svn", "hg+file", "hg+http", "hg+https", "hg+ssh", "hg+static-http", "bzr+http", "bzr+https", "bzr+ssh",
        "bzr+sftp", "bzr+ftp", "bzr+lp",
    ]
}

extension Call {
    /// `pip install`, under any name that begins with `pip`, or `python -m pip install`.
    var isPipInstall: Bool {
        switch program {
        case .pip: !name.hasPrefix("pipenv") && has("install")
        case .python: hasRun(["-m", "pip", "install"])
        default: false
        }
    }
}
