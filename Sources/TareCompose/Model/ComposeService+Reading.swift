internal import TareYAML

extension ComposeService {
    /// Reads a service in long forms.
    init(_ entry: YAMLEntry) {
        let node = entry.value
        let values = Dictionary(node.pairs.map { ($0.name, $0.value) }) { first, _ in first }
        name = entry.name
        key = entry.key
        self.node = node
        image = values["image"]?.placedText
        build = values["build"].flatMap(ComposeBuild.init)
        containerName = values["container_name"]?.placedText
        command = values["command"].map(ComposeCommand.init)
        entrypoint = values["entrypoint"].map(ComposeCommand.init)
        environment = values["environment"]?.assignments ?? []
        environmentFiles = values["env_file"]?.items.compactMap(ComposeEnvironmentFile.init) ?? []
        labels = values["labels"]?.assignments ?? []
        ports = values["ports"]?.items.compactMap(ComposePort.init) ?? []
        expose = values["expose"]?.placedTexts ?? []
        networks = values["networks"]?.pairs.map(ComposeAttachment.init) ?? []
        networkMode = values["network_mode"]?.placedText
        mounts = values["volumes"]?.items.compactMap(ComposeMount.init) ?? []
        tmpfs = values["tmpfs"]?.placedTexts ?? []
        secrets = values["secrets"]?.items.compactMap(ComposeReference.init) ?? []
        configs = values["configs"]?.items.compactMap(ComposeReference.init) ?? []
        devices = values["devices"]?.items.compactMap(ComposeDevice.init) ?? []
        dependencies = values["depends_on"]?.pairs.map(ComposeDependency.init) ?? []
        profiles = values["profiles"]?.placedTexts ?? []
        unresolvedExtends = values["extends"]
        healthcheck = values["healthcheck"].map(ComposeHealthcheck.init)
        restart = values["restart"]?.placedText
        runsInit = values["init"]?.placedFlag
        stopGracePeriod = values["stop_grace_period"]?.placedDuration
        stopSignal = values["stop_signal"]?.placedText
        deployment = values["deploy"].map(ComposeDeployment.init)
        logging = values["logging"].map(ComposeLogging.init)
        user = values["user"]?.placedText
        workingDirectory = values["working_dir"]?.placedText
        isReadOnly = values["read_only"]?.placedFlag
        isPrivileged = values["privileged"]?.placedFlag
        addedCapabilities = values["cap_add"]?.placedTexts ?? []
        droppedCapabilities = values["cap_drop"]?.placedTexts ?? []
        securityOptions = values["security_opt"]?.placedTexts ?? []
        processNamespace = values["pid"]?.placedText
        ipcNamespace = values["ipc"]?.placedText
        userNamespace = values["userns_mode"]?.placedText
        utsNamespace = values["uts"]?.placedText
        cgroupNamespace = values["cgroup"]?.placedText
        sysctls = values["sysctls"]?.assignments ?? []
        ulimits = values["ulimits"]?.pairs.map(ComposeLimit.init) ?? []
        processLimit = values["pids_limit"]?.placedInteger
        memoryLimit = values["mem_limit"]?.placedBytes
        processors = values["cpus"]?.placedNumber
        extensions = node.pairs.filter { $0.name.hasPrefix("x-") }
    }
}
