/// What a build is asked for besides the file.
public struct BuildOptions: Sendable {
    /// `--build-arg`
    public var buildArguments: [String: String] = [:]
    /// `--target`; nil is the last stage.
    public var target: String?
    /// `--platform`
    public var platform = BuildPlatform(os: "linux", architecture: "amd64")
    /// Where the build runs.
    public var buildPlatform = BuildPlatform(os: "linux", architecture: "amd64")
    /// Names of `--build-context`, which come before stages and images of the same name.
    public var namedContexts: Set<String> = []
    /// What is known of base images, by the reference as it stands after expansion.
    public var images: [String: BaseImage] = [:]

    public init() {}
}

/// What a base image brings along.
public struct BaseImage: Hashable, Sendable {
    public var environment: [String: String]
    public var workdir: String?
    public var user: String?
    public var shell: [String]?

    public init(
        environment: [String: String] = [:], workdir: String? = nil, user: String? = nil, shell: [String]? = nil
    ) {
        self.environment = environment
        self.workdir = workdir
        self.user = user
        self.shell = shell
    }
}

/// `linux/arm64/v8`
public struct BuildPlatform: Hashable, Sendable, CustomStringConvertible {
    public var os: String
    public var architecture: String
    public var variant: String
    public var osVersion: String

    public init(os: String, architecture: String, variant: String = "", osVersion: String = "") {
        self.os = os
        self.architecture = architecture
        self.variant = variant
        self.osVersion = osVersion
    }

    public var description: String { "\(os)/\(architecture)" + (variant.isEmpty ? "" : "/\(variant)") }
}

/// Arguments that exist without an `ARG` above the first `FROM`.
public enum PredefinedArguments {
    /// In `FROM`, and in a stage behind an `ARG` without a value.
    public static let platform = [
        "BUILDPLATFORM", "BUILDOS", "BUILDOSVERSION", "BUILDARCH", "BUILDVARIANT", "TARGETPLATFORM", "TARGETOS",
        "TARGETOSVERSION", "TARGETARCH", "TARGETVARIANT", "TARGETSTAGE",
    ]

    /// In every `RUN` if they are passed, without an `ARG`.
    public static let proxy = [
        "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "FTP_PROXY", "ftp_proxy", "NO_PROXY", "no_proxy",
        "ALL_PROXY", "all_proxy",
    ]

    /// The platform's, by name: what `FROM` may use without any `ARG`.
    public static func values(_ options: BuildOptions, target: String) -> [String: String] {
        let isUsual =
            options.buildArguments.isEmpty && options.platform == usual.platform
            && options.buildPlatform == usual.buildPlatform
        if isUsual, target.isEmpty { return usualValues }
        var result = usualValues
        if isUsual {
            result["TARGETSTAGE"] = target
        } else {
            for name in platform { result[name] = value(name, options, target: target) }
        }
        return result
    }

    private static let usual = BuildOptions()
    private static let usualValues: [String: String] = {
        var result: [String: String] = [:]
        for name in platform { result[name] = value(name, usual, target: "") }
        return result
    }()

    /// A platform argument's value, which build arguments override; nil for other names.
    static func value(_ name: String, _ options: BuildOptions, target: String) -> String? {
        guard name.hasPrefix("BUILD") || name.hasPrefix("TARGET"), platform.contains(name) else { return nil }
        if let value = options.buildArguments[name] { return value }
        if name == "TARGETSTAGE" { return target.isEmpty ? "default" : target }
        let isBuild = name.hasPrefix("BUILD")
        let platform = isBuild ? options.buildPlatform : options.platform
        switch name.dropFirst(isBuild ? 5 : 6) {
        case "PLATFORM": return platform.description
        case "OS": return platform.os
        case "OSVERSION": return platform.osVersion
        case "ARCH": return platform.architecture
        default: return platform.variant
        }
    }
}
