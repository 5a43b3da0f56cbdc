/// The way from a text's root to a value, written out only when somebody asks: keys are as long as a stranger likes.
indirect enum YAMLTrail: Sendable {
    /// What the text is, and its file.
    case root(subject: String, source: String)
    case key(String, in: YAMLTrail)
    case index(Int, in: YAMLTrail)

    /// `services.web.ports[0]`.
    var path: String {
        var steps: [String] = []
        var trail = self
        while true {
            switch trail {
            case .root: return steps.reversed().joined()
            case .key(let key, let outer):
                if case .root = outer { steps.append(key) } else { steps.append("." + key) }
                trail = outer
            case .index(let index, let outer):
                steps.append("[\(index)]")
                trail = outer
            }
        }
    }

    var root: (subject: String, source: String) {
        var trail = self
        while true {
            switch trail {
            case .root(let subject, let source): return (subject, source)
            case .key(_, let outer), .index(_, let outer): trail = outer
            }
        }
    }
}
