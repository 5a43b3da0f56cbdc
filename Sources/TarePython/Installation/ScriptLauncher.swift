/// The text of launchers and the first line of scripts, byte for byte as uv writes them.
public enum ScriptLauncher {
    /// The first line, or three that are both shell and Python: a kernel reads 127 bytes and splits at the first blank.
    ///
    /// The three need `/bin/sh`, and for a relocatable script `dirname` and `realpath`: images without a shell must not
    /// have them. No line end at the end.
    public static func shebang(interpreter: String, isRelocatable: Bool = false) -> String {
        // "#!" before it and a line end behind.
        let isSimple = interpreter.utf8.count + 3 <= 127 && !interpreter.utf8.contains(UInt8(ascii: " "))
        guard !isSimple || isRelocatable else { return "#!" + interpreter }
        var quoted = "'"
        for character in interpreter.unicodeScalars {
            if character == "'" { quoted += #"'"'"'"# } else { quoted.unicodeScalars.append(character) }
        }
        let folder = isRelocatable ? #""$(dirname -- "$(realpath -- "$0")")"/"# : ""
        return "#!/bin/sh\n'''exec' \(folder)\(quoted)' \"$0\" \"$@\"\n' '''"
    }

    /// The program of an entry point.
    public static func text(_ entry: EntryPoint, shebang: String) -> String {
        let imported = entry.function.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)[0]
        return """
            \(shebang)
            # -*- coding: utf-8 -*-
            import sys
            from \(entry.module) import \(imported)
            if __name__ == "__main__":
                if sys.argv[0].endswith("-script.pyw"):
                    sys.argv[0] = sys.argv[0][:-11]
                elif sys.argv[0].endswith(".exe"):
                    sys.argv[0] = sys.argv[0][:-4]
                sys.exit(\(entry.function)())

            """
    }

    /// Whether a script asks for its first line to be replaced.
    static func isPlaceholder(_ script: [UInt8]) -> Bool { script.starts(with: "#!python".utf8) }

    /// The script with the first line replaced. The line ends with a line feed, a carriage return, or both.
    static func rewritten(_ script: [UInt8], shebang: String) -> [UInt8] {
        let end = script.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? script.endIndex
        let isPair = end + 1 < script.endIndex && script[end] == 0x0D && script[end + 1] == 0x0A
        return Array(shebang.utf8) + [0x0A] + script[end...].dropFirst(isPair ? 2 : 1)
    }
}
