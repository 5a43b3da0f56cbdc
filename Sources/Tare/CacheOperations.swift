internal import FoundationEssentials
internal import TareNetwork
public import TareReport

extension Workspace {
    /// What has been measured and kept.
    public func cacheContents() throws -> CacheResult {
        let inventory = try CacheInventory(cacheDirectory, logger: logger)
        return CacheResult(path: inventory.path, kept: try inventory.sections().map(Self.section), pruned: nil)
    }

    /// Removes what was not used for a number of days; 0 removes everything.
    public func pruneCache(unusedDays days: Int, now: Int64) throws -> CacheResult {
        let inventory = try CacheInventory(cacheDirectory, logger: logger)
        // Everything means what is used this very second too.
        let limit = days == 0 ? Int64.max : now - Int64(days) * 86_400
        let pruned = try inventory.prune(unusedSince: limit).map(Self.section)
        return CacheResult(path: inventory.path, kept: try inventory.sections().map(Self.section), pruned: pruned)
    }

    private static func section(_ section: CacheInventory.Section) -> CacheResult.Section {
        let date = section.oldestUse.map { Date(timeIntervalSince1970: Double($0)).formatted(.iso8601) }
        return .init(kind: section.kind, count: section.count, bytes: section.bytes, oldestUse: date)
    }
}
