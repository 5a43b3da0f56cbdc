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
        if ["==", ">=", "<=", ">", "<", "!=", "~=", "==="].contains(where: package.contains) { return true }
        let isSource = versionControl.contains { package.hasPrefix($0) }
        if isSource { return package.contains("@") || package.hasSuffix(".whl") || package.hasSuffix(".tar.gz") }
        return package.hasSuffix(".whl") || package.hasSuffix(".tar.gz") || package.contains("/")
    }

    private static let pipOptionsWithValue: Set<String> = [
        "abi", "b", "build", "e", "editable", "extra-index-url", "f", "find-links", "i", "index-url",
        "implementation", "no-binary", "only-binary", "platform", "prefix", "progress-bar", "proxy", "python",
        "python-version", "root", "root-user-action", "src", "t", "target", "trusted-host", "upgrade-strategy",
    ]

    private static let versionControl = ["git", "hg+", "svn", "bzr+"].flatMap { scheme -> [String] in
        switch scheme {
        case "git": ["git+file", "git+https", "git+ssh", "git+http", "git+git", "git"]
        case "hg+": ["hg+file", "hg+http", "hg+https", "hg+ssh", "hg+static-http"]
        case "svn": ["svn", "svn+svn", "svn+http", "svn+https", "svn+ssh"]
        default: ["bzr+http", "bzr+https", "bzr+ssh", "bzr+sftp", "bzr+ftp", "bzr+lp"]
        }
    }
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
