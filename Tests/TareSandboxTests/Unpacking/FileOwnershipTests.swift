import Testing

@testable import TareSandbox

struct FileOwnershipTests {
    private static let user = RunUser(userID: 65_532, groupID: 100, additionalGroupIDs: [200])

    @Test(
        arguments: [
            (65_532, 100, 0o640, 0o640), (65_532, 1, 0o044, 0o044), (0, 100, 0o750, 0o550), (0, 200, 0o640, 0o440),
            (0, 0, 0o604, 0o404), (0, 0, 0o600, 0o000), (0, 0, 0o6755, 0o555),
        ] as [(UInt32, UInt32, UInt16, UInt16)])
    func `whoever unpacks gets the permissions of the image's user`(
        owner: UInt32, group: UInt32, mode: UInt16, expected: UInt16
    ) {
        let place = FileOwnership(user: Self.user, isRoot: false).place(
            userID: owner, groupID: group, mode: mode, isDirectory: false)
        #expect(place.owner == nil)
        #expect(place.mode & 0o7700 == expected & 0o700)
    }

    @Test func `root may do everything, but executes only what can be executed`() {
        let ownership = FileOwnership(user: .root, isRoot: true)
        #expect(ownership.place(userID: 5, groupID: 5, mode: 0o000, isDirectory: false).mode == 0o600)
        #expect(ownership.place(userID: 5, groupID: 5, mode: 0o001, isDirectory: false).mode & 0o700 == 0o700)
        #expect(ownership.place(userID: 5, groupID: 5, mode: 0o000, isDirectory: true).mode == 0o700)
        #expect(ownership.place(userID: 5, groupID: 5, mode: 0o644, isDirectory: false).owner == ownership.service)
    }

    @Test func `root gives files to numbers that no account has, and keeps who owns what`() throws {
        let ownership = FileOwnership(user: Self.user, isRoot: true)
        let service = try #require(ownership.service)
        #expect(service.userID >= 0x7000_0000 && service.userID < 0x8000_0000)
        func owner(_ user: UInt32, _ group: UInt32) -> FileOwnership.Owner? {
            ownership.place(userID: user, groupID: group, mode: 0o4755, isDirectory: false).owner
        }
        #expect(owner(65_532, 100) == service)
        #expect(owner(0, 100)?.userID == service.userID - 65_532)
        #expect(owner(0, 200)?.groupID == ownership.serviceGroups.first)
        #expect(owner(100_000, 0)?.userID != service.userID)
        #expect(ownership.place(userID: 0, groupID: 0, mode: 0o4755, isDirectory: false).mode == 0o755)
        let large = FileOwnership(user: RunUser(userID: 1_000_680_000, groupID: 0), isRoot: true)
        #expect(large.place(userID: 1_000_680_000, groupID: 0, mode: 0, isDirectory: false).owner == large.service)
        #expect(large.place(userID: 1_000_680_001, groupID: 0, mode: 0, isDirectory: false).owner != large.service)
    }
}
