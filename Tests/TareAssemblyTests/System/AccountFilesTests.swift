import TareDiagnostics
import Testing

@testable import TareAssembly

/// `/etc/passwd` and its kin, read again by shadow's own checkers.
@Suite struct AccountFilesTests {
    private static let recipe = """
        groups: [{name: root, id: 0}, {name: shadow, id: 42}, {name: app, id: 1000, members: [app, root]}]
        users:
          - {name: root, id: 0, group: 0, home: /root, shell: /bin/sh, comment: Ünïcode}
          - {name: app, id: 1000, group: 1000, home: /home/app}
        shadow: true
        database: none

        """.replacing("database", with: "package-database")

    private func root(_ recipe: String = recipe) throws -> AssembledRoot {
        try MadeArchive([]).assemble("packages: []\nmerged-usr: false\n" + recipe, epoch: 20_000 * 86_400).1
    }

    @Test func `accounts are written with all passwords locked`() throws {
        let root = try root()
        #expect(
            try root.text("/etc/passwd")
                == "root:x:0:0:Ünïcode:/root:/bin/sh\napp:x:1000:1000:app:/home/app:/usr/sbin/nologin\n")
        #expect(try root.text("/etc/group") == "root:x:0:\nshadow:x:42:\napp:x:1000:app,root\n")
        #expect(try root.text("/etc/shadow") == "root:*:20000:0:99999:7:::\napp:*:20000:0:99999:7:::\n")
        #expect(try root.text("/etc/gshadow") == "root:*::\nshadow:*::\napp:*::\n")
        let shadow = try #require(root.tree[try RootTree.path("/etc/shadow")])
        #expect(shadow.mode == 0o640 && shadow.groupID == 42)
    }

    @Test(.enabled(if: Tool.available("/usr/sbin/pwck", "/usr/sbin/grpck")))
    func `pwck and grpck find nothing wrong`() throws {
        let root = try root(
            Self.recipe.replacing("Ünïcode", with: "Administrator")
                // grpck looks members up in this machine's own accounts.
                .replacing("[app, root]", with: "[root]"))
        let scratch = try ScratchDirectory()
        for name in ["passwd", "shadow", "group", "gshadow"] {
            try scratch.write(Array(try #require(try root.text("/etc/\(name)")).utf8), to: name)
        }
        let group = try Tool.outcome("/usr/sbin/grpck", ["-r", scratch.path("group"), scratch.path("gshadow")])
        #expect(group.status == 0, "\(String(decoding: group.output, as: UTF8.self))\(group.complaint)")
        let users = try Tool.outcome("/usr/sbin/pwck", ["-r", "-q", scratch.path("passwd"), scratch.path("shadow")])
        #expect(users.status == 0, "\(String(decoding: users.output, as: UTF8.self))\(users.complaint)")
    }

    @Test func `accounts join those of files, and replace those of their names`() throws {
        let files = """
            files:
              - {path: /etc/passwd, content: "root:*:0:0:old:/root:/bin/bash\\ndaemon:*:1:1:d:/:/x\\n"}
              - {path: /etc/group, content: "daemon:*:1:\\n"}
            users: [{name: root, id: 0, group: 0, home: /root, comment: new}]

            """
        let root = try root(files)
        #expect(
            try root.text("/etc/passwd") == "root:x:0:0:new:/root:/usr/sbin/nologin\ndaemon:*:1:1:d:/:/x\n")
        #expect(try root.text("/etc/group") == "daemon:*:1:\n" && root.text("/etc/shadow") == nil)
        #expect(try self.root(files + "shadow: true\n").text("/etc/passwd")?.contains("daemon:x:1:1") == true)
    }

    @Test func `without accounts there are no files`() throws {
        #expect(try root("shadow: true\n").text("/etc/passwd") == nil)
    }
}
