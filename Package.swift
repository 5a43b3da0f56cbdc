// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// Loops over bytes are optimised in debug builds too: the tests measure whole images.
let hotSettings = settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// One library target an external standard; `Tests/TareStructureTests` holds the arrows between them.
func library(_ name: String, _ dependencies: [Target.Dependency] = [], isHot: Bool = false) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: isHot ? hotSettings : settings)
}

/// The tests of one target, in a folder that mirrors it.
func tests(of name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(
        name: name + "Tests",
        dependencies: [.init(stringLiteral: name), "TareDiagnostics"] + dependencies,
        exclude: exclude,
        swiftSettings: settings)
}

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioFoundation = Target.Dependency.product(name: "NIOFoundationCompat", package: "swift-nio")
let sqlite = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let toml = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "tare",
    products: [
        .executable(name: "tare", targets: ["tare"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // C libraries. ISA-L is loaded at run time (Debian ships no archive of it), so only its headers are named.
        .systemLibrary(name: "CISAL", providers: [.apt(["libisal-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CLZMA", pkgConfig: "liblzma", providers: [.apt(["liblzma-dev"])]),

        // Pure: bytes and values in, values out.
        library("TareDiagnostics"),
        library("TareELF", ["TareDiagnostics"], isHot: true),
        library("TareArchive", ["TareDiagnostics", "CISAL", "CZlib", "CZstd", "CLZMA"], isHot: true),
        library("TareOCI", ["TareDiagnostics", "TareArchive", "TareELF", crypto], isHot: true),
        library("TareDebian", ["TareDiagnostics", "TareArchive"], isHot: true),
        library("TarePython", ["TareDiagnostics", "TareArchive", "TareELF", crypto], isHot: true),
        library("TareDockerfile", ["TareDiagnostics"], isHot: true),
        library("TareYAML", ["TareDiagnostics", yams], isHot: true),
        library("TareCompose", ["TareDiagnostics", "TareYAML"], isHot: true),
        library("TareLint", ["TareDiagnostics", "TareDockerfile", "TareYAML", "TareCompose", yams], isHot: true),
        library("TareInventory", ["TareDiagnostics", "TareOCI", "TareDebian", "TareELF"], isHot: true),
        .target(
            name: "TareSelection",
            dependencies: [
                "TareDiagnostics", "TareYAML", "TareArchive", "TareOCI", "TareELF", "TareInventory", "TarePython",
            ],
            resources: [.embedInCode("Catalogue/Entries"), .embedInCode("Catalogue/Support")],
            swiftSettings: settings),
        .target(
            name: "TareAssembly",
            dependencies: ["TareDiagnostics", "TareYAML", "TareArchive", "TareOCI", "TareDebian", crypto],
            // One binary, nothing beside it.
            resources: [.embedInCode("Recipes")],
            swiftSettings: hotSettings),
        library(
            "TareReport",
            ["TareDiagnostics", "TareInventory", "TareOCI", "TareSelection", "TareDockerfile", "TareLint"]),

        // Input and output.
        library(
            "TareNetwork",
            [
                "TareDiagnostics", "TareArchive", "TareOCI", "TareDebian", "TarePython", crypto, httpClient, nio,
                nioHTTP1,
                nioFoundation, sqlite, subprocess, log, system,
            ]),
        library(
            "TareSandbox",
            ["TareDiagnostics", "TareArchive", "TareOCI", httpClient, nio, nioHTTP1, subprocess, system],
            isHot: true),
        library(
            "Tare",
            [
                "TareDiagnostics", "TareArchive", "TareOCI", "TareDebian", "TareInventory", "TareAssembly",
                "TareReport", "TarePython", "TareSelection", "TareNetwork", "TareSandbox", "TareDockerfile",
                "TareCompose", "TareYAML", "TareLint", httpClient, log, system,
            ]),
        .executableTarget(
            name: "tare",
            dependencies: [
                "TareDiagnostics", "TareOCI", "TareInventory", "TareAssembly", "TareSelection", "TareReport",
                "TareNetwork", "TareSandbox", "TareDockerfile", "TareLint",
                "Tare", argumentParser, log,
            ],
            path: "Sources/TareCommand",
            swiftSettings: settings),
        .executableTarget(
            name: "tare-bench",
            dependencies: ["TareOCI", "TareInventory", "TareArchive", "TarePython", "TareLint", "TareNetwork"],
            path: "Benchmarks", exclude: ["make-inputs", "make-lock"], swiftSettings: settings),

        tests(of: "TareELF", exclude: ["Fixtures"]),
        tests(of: "TareArchive", exclude: ["Support/list_tar.py", "Support/make_tars.py"]),
        tests(of: "TareOCI", ["TareArchive"], exclude: ["Fixtures"]),
        tests(of: "TareDebian", ["TareArchive"]),
        tests(of: "TarePython", ["TareArchive", "TareELF", toml], exclude: ["Fixtures"]),
        tests(of: "TareDockerfile"),
        tests(of: "TareLint", ["TareDockerfile", "TareCompose"], exclude: ["Fixtures"]),
        tests(of: "TareYAML", [yams]),
        tests(of: "TareCompose", ["TareYAML"], exclude: ["Fixtures"]),
        // Images that are made for the purpose, for the tests of the proof and of the sandbox.
        .target(
            name: "TareTestImages", dependencies: ["TareOCI", "TareInventory", "TareSelection"],
            path: "Tests/TareTestImages", swiftSettings: settings),
        tests(
            of: "TareSelection",
            ["TareYAML", "TareOCI", "TareArchive", "TareELF", "TareInventory", "TarePython", "TareTestImages"]),
        tests(
            of: "TareSandbox",
            ["TareOCI", "TareArchive", "TareInventory", "TareSelection", "TareTestImages", "tare"]),
        tests(
            of: "TareReport",
            ["TareOCI", "TareSelection", "TareDockerfile", "TareLint", "TareCompose", "TareYAML"],
            exclude: ["Compare/Golden"]),
        tests(of: "TareAssembly", ["TareYAML", "TareArchive", "TareOCI", "TareDebian"]),
        tests(of: "TareInventory", ["TareOCI", "TareArchive", "TareELF"], exclude: ["Fixtures"]),
        tests(
            of: "TareNetwork", ["TareOCI", "TareArchive", "TarePython", httpClient, log],
            exclude: ["Python/files.py", "Python/mirror.py"]
                + ["memory_registry", "proxy", "registries", "stand", "token_server"].map {
                    "Registry/Support/\($0).py"
                }),
        .testTarget(name: "TareStructureTests", swiftSettings: settings),
        .testTarget(
            name: "TareCommandTests", dependencies: ["tare"],
            exclude: ["archive", "documents", "relay", "standalone", "wheels"].map { "Support/\($0).py" },
            swiftSettings: settings),
    ]
)
