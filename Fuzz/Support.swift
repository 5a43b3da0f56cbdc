@testable import TareArchive

/// Gives the bytes in pieces of one size.
func inPieces(_ bytes: [UInt8], _ size: Int, _ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    try bytes.withUnsafeBytes { bytes in
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(max(size, 1))
            rest = rest[piece.endIndex...]
            try body(UnsafeRawBufferPointer(rebasing: piece))
        }
    }
}

/// What a reader made of some bytes: lines of text, and the error that ended it.
struct Reading: Equatable {
    var lines: [String] = []
    var refusal: ArchiveError?

    static func of(_ body: (inout [String]) throws -> Void) -> Reading {
        var reading = Reading()
        do { try body(&reading.lines) } catch let error as ArchiveError { reading.refusal = error } catch {
            fatalError("an error of another type: \(error)")
        }
        return reading
    }
}

/// Ends the process with a sentence where something does not hold, in an optimised build too.
func expect(_ holds: Bool, _ sentence: @autoclosure () -> String) { if !holds { fatalError(sentence()) } }
