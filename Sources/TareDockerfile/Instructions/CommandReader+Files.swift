extension CommandReader {
    /// `COPY` and `ADD`.
    mutating func readCopy() -> Command {
        let isCopy = instruction.keyword == .copy
        let name = instruction.keyword.name
        if words.count < 2, !instruction.isBroken {
            report(
                "\(name) requires at least two arguments, but only one was provided. "
                    + "Destination could not be determined"
            )
        }
        let flags = readFlags(
            isCopy
                ? [
                    .string("chown"), .string("from"), .string("chmod"), .bool("link"), .strings("exclude"),
                    .bool("parents"),
                ]
                : [
                    .string("chown"), .string("chmod"), .bool("link"), .bool("keep-git-dir"), .string("checksum"),
                    .bool("unpack"), .strings("exclude"),
                ])
        guard let destination = words.last, words.count >= 2 else { return .malformed }
        if case .heredoc = heredoc(destination) {
            report("\(name) cannot accept a heredoc as a destination", at: destination.range)
        }
        let sources = words.dropLast().map { source($0) }
        let excludes = flags.all("exclude").compactMap(\.value)
        if isCopy {
            return .copy(
                CopyCommand(
                    sources: sources, destination: destination, from: flags["from"], owner: flags["chown"],
                    mode: flags["chmod"], isLinked: flags.isOn("link") ?? false,
                    keepsParents: flags.isOn("parents") ?? false, excludes: excludes))
        }
        return .add(
            AddCommand(
                sources: sources, destination: destination, owner: flags["chown"], mode: flags["chmod"],
                checksum: flags["checksum"], isLinked: flags.isOn("link") ?? false, excludes: excludes,
                keepsGitDirectory: flags.isOn("keep-git-dir"), unpacks: flags.isOn("unpack")))
    }

    private func heredoc(_ word: Word) -> HeredocWord.Outcome {
        word.storage.text[word.textRange.offsets].contains(0x3C) ? HeredocWord.parse(word.text) : .none
    }

    private func source(_ word: Word) -> CopySource {
        guard case .heredoc(let heredoc) = heredoc(word) else { return .path(word) }
        return .content(
            name: heredoc.name, word: word, heredoc: instruction.heredocs.last { $0.name == heredoc.name })
    }
}
