import TareDockerfile

/// BuildKit's options for one file and, by place, for single instructions.
struct CheckTable {
    let file: CheckOptions
    /// By the place of an instruction.
    private var own: [UInt32: CheckOptions] = [:]
    /// The file's own option that cannot be read.
    private(set) var problem: (message: String, range: SourceRange)?

    init(_ dockerfile: Dockerfile, _ override: CheckOptions?) {
        var options = CheckOptions()
        if let directive = dockerfile.directive(.check) {
            do { options = try CheckOptions(directive.value) } catch {
                problem = (error.message, directive.range)
            }
        }
        if let override {
            options = override
            problem = nil
        }
        file = options
        let source = dockerfile.source
        guard dockerfile.comments.contains(where: { Self.isCheck(source[$0.range.offsets]) }) else { return }
        for instruction in dockerfile.instructions {
            for line in instruction.descriptionLines {
                guard let value = Self.value(line) else { continue }
                // One that cannot be read is passed over, and so are those behind it.
                if let options = try? CheckOptions(value) {
                    own[instruction.placeRange.lower] = file.merged(options)
                }
                break
            }
        }
    }

    private static func isCheck(_ comment: ArraySlice<UInt8>) -> Bool {
        value(String(decoding: comment.dropFirst(), as: UTF8.self)) != nil
    }

    /// What stands behind `check=` up to a space; nil for other comments.
    private static func value(_ line: String) -> String? {
        let text = line.drop { $0 == " " || $0 == "\t" }
        guard text.prefix(5).lowercased() == "check" else { return nil }
        let rest = text.dropFirst(5).drop { $0 == " " || $0 == "\t" }
        guard rest.first == "=" else { return nil }
        return String(rest.dropFirst().drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " })
    }

    func allows(_ rule: Rule, at place: UInt32) -> Bool {
        (own[place] ?? file).allows(rule.id, isExperimental: !rule.isOnByDefault)
    }

    /// Whether some instruction may have it.
    func mayAllow(_ rule: Rule) -> Bool {
        let isExperimental = !rule.isOnByDefault
        return file.allows(rule.id, isExperimental: isExperimental)
            || (isExperimental && own.values.contains { $0.allows(rule.id, isExperimental: true) })
    }
}
