internal import TareDiagnostics
internal import TareInventory

/// The user of the configuration is one that the runtime can find.
enum UserCheck: ProofCheck {
    static let id = "user"

    static func examine(_ boot: Boot) -> Finding {
        switch boot.user {
        case .unresolved(let problem): return .fail(problem.what, fix: problem.hint ?? "")
        case .unread(let path): return .unknown("\(path) was not read, so that the user's name is not resolved")
        case .known(let user):
            let groups = user.additionalGroupIDs.isEmpty ? "" : ", groups \(user.additionalGroupIDs)"
            let name = user.name.map { " (\($0))" } ?? ""
            let note = user.isRoot ? "; a number such as 'USER 65532' would be safer" : ""
            return .pass("runs as \(user.userID):\(user.groupID)\(name)\(groups)\(note)")
        }
    }
}
