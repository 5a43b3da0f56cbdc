import TareOCI
import Testing

@testable import TareInventory

/// The cases are those of `TestGetExecUser` and its neighbours in moby/sys/user, which runc and containerd resolve with.
struct AccountTests {
    private static let passwd = """

        root:x:0:0:root user:/root:/bin/bash
        adm:x:42:43:adm:/var/adm:/bin/false
        111:x:222:333::/var/garbage
        odd:x:111:112::/home/odd:::::
        2147483647:x:0:0:maxint32:/root:/bin/bash
        9223372036854775807:x:0:0:maxint64:/root:/bin/bash
        user7456:x:7456:100:Vasya:/home/user7456
        -42:x:12:13:broken:/very/broken
        this is just some garbage data

        """
    private static let group = """

        root:x:0:root
        adm:x:43:
        grp:x:1234:root,adm,user7456
        444:x:555:111
        odd:x:444:
        2147483647:x:1235:
        this is just some garbage data

        """

    private static let inventory = ImageInventory([.text("etc/passwd", passwd), .text("etc/group", group)])

    struct Case: CustomTestStringConvertible {
        var text: String?
        var user: UInt32
        var group: UInt32
        var others: [UInt32]
        var home: String

        init(_ text: String?, _ user: UInt32, _ group: UInt32, _ others: [UInt32], _ home: String) {
            (self.text, self.user, self.group, self.others, self.home) = (text, user, group, others, home)
        }

        var testDescription: String { text ?? "nothing" }
    }

    @Test(arguments: [
        Case(nil, 0, 0, [0, 1234], "/root"), Case("", 0, 0, [0, 1234], "/root"),
        Case("root", 0, 0, [0, 1234], "/root"),
        Case("adm", 42, 43, [1234], "/var/adm"), Case("root:adm", 0, 43, [], "/root"),
        Case("adm:1234", 42, 1234, [], "/var/adm"), Case("42:1234", 42, 1234, [], "/var/adm"),
        Case("1337:1234", 1337, 1234, [], "/"), Case("1337", 1337, 0, [], "/"), Case("111", 111, 112, [], "/home/odd"),
        Case("111:444", 111, 444, [], "/home/odd"), Case("7456", 7456, 100, [1234], "/home/user7456"),
        Case("7456:2147483647", 7456, 2_147_483_647, [], "/home/user7456"),
        Case("2147483647:43", 2_147_483_647, 43, [], "/"), Case("2147483647", 2_147_483_647, 0, [], "/"),
    ])
    func `a user is resolved as runtimes resolve it`(_ expected: Case) throws {
        let user = try Self.inventory.accounts.resolve(expected.text)
        #expect(user.userID == expected.user)
        #expect(user.groupID == expected.group)
        #expect(user.additionalGroupIDs == expected.others)
        #expect(user.home == expected.home)
    }

    @Test(arguments: [
        "notuser", "notuser:notgroup", "root:notgroup", "notuser:adm", "8888:notgroup", "notuser:8888", "-1:0", "0:-3",
        "-5:-2", "-42", "-43", "42:2147483648", "2147483648:43", "2147483648", "7456:9223372036854775807",
        "9223372036854775807:43", "9223372036854775807", "9223372036854775808", "0:9223372036854775808",
    ])
    func `what runtimes refuse is refused`(_ text: String) {
        #expect(throws: UnresolvedUser.self) { try Self.inventory.accounts.resolve(text) }
    }

    @Test
    func `numbers need no accounts, names do`() throws {
        let accounts = ImageInventory([.directory("etc")]).accounts
        #expect(accounts.users == nil)
        #expect(accounts.groups == nil)
        #expect(try accounts.resolve("65532:65532") == ContainerUser(userID: 65532, groupID: 65532))
        #expect(try accounts.resolve(nil).isRoot)
        #expect(throws: UnresolvedUser.unknownUser("root")) { try accounts.resolve("root") }
        #expect(throws: UnresolvedUser.unknownGroup("root")) { try accounts.resolve("0:root") }
    }

    @Test
    func `lines that are no record are counted, directories of a network are not`() {
        #expect(
            Self.inventory.problems.map(\.description) == [
                "/etc/group: has 1 lines that are no record", "/etc/passwd: has 1 lines that are no record",
            ])
        let network = ImageInventory([.text("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n+::::::\n-bob\n# text\n")])
        #expect(network.problems == [])
        #expect(network.accounts.users?.map(\.name) == ["root"])
        let cut = ImageInventory([.text("etc/passwd", "root:x:0:0:root:/root:/bin/sh\nbob:x:100:10")])
        #expect(cut.problems.map(\.description) == ["/etc/passwd: has 1 lines that are no record"])
    }

    @Test
    func `a file of more lines than are kept says so`() {
        let lines = (0...Accounts.maximumLines).map { "u\($0):x:\($0):0::/:\n" }.joined()
        let inventory = ImageInventory([.text("etc/passwd", lines)])
        #expect(inventory.accounts.users?.count == Accounts.maximumLines)
        #expect(inventory.problems.map(\.what) == ["has more than 10000 lines; the rest is not read"])
    }

    @Test(.enabled(if: Tool.available("getent"), "needs the name service's tool"))
    func `the users of this machine are those that its C library reads`() throws {
        let layer = try MeasuredLayer.packing(["etc/passwd", "etc/group"], of: "/")
        let accounts = ImageInventory(of: ImageTree(layers: [layer])).accounts
        func lines(_ database: String) throws -> [[String]] {
            try Tool.run("getent", ["-s", "files", database]).split(separator: "\n").map {
                $0.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            }
        }
        #expect(
            accounts.users?.map { [$0.name, "\($0.id)", "\($0.groupID)", $0.home, $0.shell] }
                == (try lines("passwd").map { [$0[0], $0[2], $0[3], $0[5], $0[6]] }))
        #expect(
            accounts.groups?.map { [$0.name, "\($0.id)", $0.members.joined(separator: ",")] }
                == (try lines("group").map { [$0[0], $0[2], $0[3]] }))
    }
}
