/// The data of events in a `text/event-stream` (HTML, "Server-sent events"); an event that has not ended is none yet.
enum ServerSentEvents {
    static func data(in body: [UInt8]) -> [[UInt8]] {
        var events: [[UInt8]] = []
        var data: [[UInt8]] = []
        for line in lines(of: body) {
            if line.isEmpty {
                if !data.isEmpty { events.append(Array(data.joined(separator: [UInt8(ascii: "\n")]))) }
                data = []
            } else if line.starts(with: field) {
                let value = line.dropFirst(field.count)
                data.append(Array(value.first == UInt8(ascii: " ") ? value.dropFirst() : value))
            }
        }
        return events
    }

    private static let field = Array("data:".utf8)

    /// Lines that have ended, by CR LF, LF or CR.
    private static func lines(of body: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        var index = 0
        while index < body.count {
            let byte = body[index]
            guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else {
                index += 1
                continue
            }
            lines.append(body[start..<index])
            let isPair = byte == UInt8(ascii: "\r") && index + 1 < body.count && body[index + 1] == UInt8(ascii: "\n")
            index += isPair ? 2 : 1
            start = index
        }
        return lines
    }
}
