extension ImageRule {
    static let sensitiveVolume = ImageRule(
        "DKL-DI-0002", .error, "A volume lies over a folder of the kernel's",
        rationale: """
            /dev, /proc and /sys are the kernel's; a volume there hides or opens what isolates the container.
            """,
        good: "VOLUME /data\n", tags: [.security]
    ) { scope, report in
        let volumes = scope.image.volumes.filter { volume in
            ["/dev", "/proc", "/sys"].contains { volume == $0 || volume.hasPrefix($0 + "/") }
        }
        if !volumes.isEmpty { report.add(evidence: volumes.sorted().map { "VOLUME \($0)" }) }
    }
}
