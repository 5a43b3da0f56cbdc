extension RealProject {
    static let all = uvProjects + [damaged] + others

    /// Workspaces, forks, extras, groups, constraints, conflicts, git and directory sources; without a revision and of
    /// revisions 1, 2, 3 and 5.
    static let uvProjects = [
        RealProject(
            distribution: "mcp-2.3.0",
            place: "9d/8d/e0d339616f4810e9051d4aba6887afab289ab1f81875fe908b606cdfd0e3",
            sha256: "8b147a50441cf059dc88c684e0aeed3687f0aa0f39c6cde7b90330effd2b34d8"),
        fastMCP,
        {
            var project = fastMCP
            project.folder = "examples/smart_home"
            project.minors = [12, 13, 14]
            return project
        }(),
        RealProject(
            distribution: "openai_agents-0.24.0",
            place: "a5/36/537006bc2a22f3aa232ce0907f52a333f831a6a2f525894ff43747a7abee",
            sha256: "4b4b285f4fed81fdf1b4ac426a9101658d9cd29b4fb1aaeee18f639b77e704e3", minors: [10, 12, 14]),
        RealProject(
            distribution: "langchain_core-1.8.4",
            place: "75/ba/281e953ec491deda5c9ef8633b47647c41836c6b6fe1395e9d99567dbb44",
            sha256: "af8976d6df0b3338dc7c830ebf1c505c0fc05a0e3eb564f4901ed7546a418ab6"),
        RealProject(
            distribution: "langchain_openai-1.7.4",
            place: "71/3c/10adfa3dcf1e7b93230b406a4c1db51cea59122a3eb70fed8109487beace",
            sha256: "8fd90e41588526d990f32262447adf8e130d7ce28ed66cefa315e64cc9dd12ce", minors: [10, 13, 14]),
        RealProject(
            distribution: "langgraph-1.2.24",
            place: "dd/78/cfe1c6601ae7f6c95c29faae1f884b7eaa5eb1ae624d2d89f4b57ac91dfb",
            sha256: "86b0dd611b7201cb393da2de0e064029c1bef520f11a5e6ee04be53c2a815bc7", minors: [12, 13, 14]),
        cognee,
        graphiti,
        {
            var project = graphiti
            project.folder = "mcp_server"
            project.minors = [10, 11, 12]
            return project
        }(),
        RealProject(
            distribution: "transformer_lens-4.3.0",
            place: "e0/16/416f8235718abb4635e8151a32cc65c23d070383381e06a79ef7404d9da2",
            sha256: "a2adcad2daf3dcc000ab5ca3acc6883a1f602410fe47e794a853c754705783db",
            extras: ["evals", "inspect", "vllm"]),
        RealProject(
            distribution: "posting-2.11.1",
            place: "0b/d6/68d4529b728bcc22457c294a2f53e24a33654cb3b0f330d35f6c071f05fb",
            sha256: "ffd2d59a96815ca942b81ce9715a277736fa816b00be844429c5bc6761dd6986", minors: [11, 13, 14]),
        RealProject(
            distribution: "lzallright-0.3.0",
            place: "05/6a/f5483221c2a16b067779344963d002654ef8d729a4df7186078adccba42c",
            sha256: "51a5c0c8ae9944d0b8f46ac13c14a98af0cc8a8aaa3f6bee3c6b0a66e01a4cec"),
        RealProject(
            distribution: "mcp_server_fetch-2026.10.24",
            place: "34/9c/ba0222b68796c3413ba6beb142d8b88d00e21edaeb90ddf883ccd086f51f",
            sha256: "7236b78ed80761eed4bfa834c8a541bdd4a5bc86a1b6cc3e9050e21d3870a395", minors: [12, 13, 14]),
        RealProject(
            distribution: "copier-9.19.1",
            place: "fb/16/c299f48d12a97c1fc51294cbb7874ad1ba701e8383559c85c7c0edfe7a28",
            sha256: "3fe48c38a290c90dfa67cfc7811bc3f576c03f59d3a1e6a09a8d46c2f0403988"),
    ]

    private static let fastMCP = RealProject(
        distribution: "fastmcp-2.8.0",
        place: "8d/a3/d5b2c47b25d13cca8108e077bf4a72b255b113fb525f4c22ce9ca5af9b08",
        sha256: "8a6427ece23d0a324d4be2043598c8b89a91b2b5688873d8ae1e7aeaa7960513")

    private static let cognee = RealProject(
        distribution: "cognee-1.0.4",
        place: "32/da/72cdfffedee25c6cb1b110f8092b1dbeee462f87347a199677d1dff2a992",
        sha256: "441c720ba2207914d9ece8ecb471f2d6c9e0cc671d824f5992615ed712fb0049", minors: [10, 12, 14])

    private static let graphiti = RealProject(
        distribution: "graphiti_core-0.31.2",
        place: "ca/f5/1e0b758bdfa15f5bc971b97e326d6dfcf979b66024e7e7a82a08798d7413",
        sha256: "cee47010d440ae015646c722b18272c3b2e659e38ab7ed6a0fd165a15282f451")

    /// Its entry of `mcp` 1.1.0 lists a wheel of 1.0.0: uv refuses the lock.
    static let damaged = RealProject(
        distribution: "mcp_server_git-2025.1.14",
        place: "5a/43/a148baa2b1e8599eda07c4b40aa95ff357afc62515388e365e8f12e55ffa",
        sha256: "34469d85b78370f4f167b7285da175ba735c7fccebfbf27569d9eed97bc467c2")

    /// Locks of Poetry (2.0 and 2.1) and of PDM.
    static let others = [
        RealProject(
            distribution: "pyshacl-0.40.1",
            place: "1f/b8/f92465fead905b7c5365631a3997107c896cf1e32f4f9a163bdaee54e4fb",
            sha256: "011e3cf1a68b31747cb762ba3d755ae1bdcc464c8fad0dc212a9adc550719552", lock: "poetry.lock"),
        RealProject(
            distribution: "pontos-23.8.0",
            place: "06/aa/e402074548ab4bad0ea5784afa1346d75de9f8fcd498199ad894bf04a7ff",
            sha256: "e51af3ce55ca320107ede2cca4fa6cd94e9ecd9e65f37f46ae3e211ec8512070", lock: "poetry.lock"),
        {
            var project = cognee
            project.lock = "poetry.lock"
            // Its extras were locked for other versions at once, and Poetry refuses them.
            project.extras = []
            return project
        }(),
        RealProject(
            distribution: "xklb-2.8.9",
            place: "79/9c/400b6a77dca189a0e6b267e0a874e85e6bc388a14703931b845294411c06",
            sha256: "ac97db279768e633e3f8177778dc27bf3fd4d966aa23ae55a073b6d7a0847d55", lock: "pdm.lock"),
        RealProject(
            distribution: "litestar_granian-0.3.0",
            place: "78/73/b1406494d8fa09b69fa1bdc7147efbb43377e735dd668054c69045f6340a",
            sha256: "539aa35992248ac833750d2c9e03869fa423875cd20d497d361dcf4770cd5a08", lock: "pdm.lock"),
    ]
}
