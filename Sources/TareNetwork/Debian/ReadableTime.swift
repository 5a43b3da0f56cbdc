internal import FoundationEssentials

/// Seconds since 1970 as people read them: RFC 3339 in UTC.
enum ReadableTime {
    static func text(_ seconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
    }
}
