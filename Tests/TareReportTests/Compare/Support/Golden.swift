import Foundation
import Testing

/// Texts kept beside the tests and compared byte for byte.
///
/// With `TARE_RECORD=1` in the environment they are written anew; that run fails all the same, so that no one records by habit.
enum Golden {
    static func expect(_ text: String, is name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Golden").appending(path: name)
        if ProcessInfo.processInfo.environment["TARE_RECORD"] == "1" {
            try Data(text.utf8).write(to: file)
            Issue.record("recorded \(name)", sourceLocation: sourceLocation)
            return
        }
        let kept = try Data(contentsOf: file)
        guard kept != Data(text.utf8) else { return }
        let (old, new) = (String(decoding: kept, as: UTF8.self), text)
        let difference = zip(old.split(separator: "\n"), new.split(separator: "\n")).first { $0 != $1 }
        Issue.record(
            "\(name) differs: '\(difference?.0 ?? "")' is now '\(difference?.1 ?? "")'", sourceLocation: sourceLocation)
    }
}
