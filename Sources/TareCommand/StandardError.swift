internal import TareDiagnostics

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Standard error: errors, progress and logs, never results.
enum StandardError {
    static var isTerminal: Bool { isatty(2) == 1 }

    static func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let written = Glibc.write(2, rest.baseAddress, rest.count)
                guard written > 0 else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
        }
    }

    /// `error: WHERE: WHAT` and `hint: HOW`, each on a line of its own.
    static func write(refusal: any Refusal) {
        write("error: \(refusal.description)\n" + (refusal.hint.map { "hint: \($0)\n" } ?? ""))
    }
}
