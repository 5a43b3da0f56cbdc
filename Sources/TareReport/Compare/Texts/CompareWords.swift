internal import TareSelection

/// The words around the figures of a comparison, in one language.
struct CompareWords {
    var language: Language
    /// A whole line each; the pick's id and reference stand behind the first.
    var recommended: (Profile) -> String
    var noRecommendation: (Profile) -> String
    var runnerUp: String
    var noRunnerUp: String
    var wouldChange: String
    var candidates: String
    var notRecommended: String
    var toMend: String
    var statedHeading: String
    var statedMark: String
    var notMeasuredMark: String
    var colon: String
    var semicolon: String
    /// The heading of a document.
    var title: (String?) -> String

    // Headings of columns.
    var base: String
    var starts: String
    var startUp: String
    var memory: String
    var score: String
    var stars: String
    var compressed: String
    var uncompressed: String
    var baseCompressed: String
    var wheels: String
    var toBuild: String
    var blocked: String
    var vulnerabilities: String
    var python: String
    var libc: String
    var shell: String
    var user: String
    var supported: String

    // Values.
    var yes: String
    var no: String
    var unknown: String
    var none: String

    static func of(_ language: Language) -> CompareWords {
        switch language {
        case .english: english
        case .chinese: chinese
        }
    }

    /// `agent: uv.lock, 61 packages, server:app`.
    func project(_ project: CompareResult.Project) -> String {
        let packages = project.packages.map { count in
            language == .chinese ? "\(count) 个包" : "\(count) package\(count == 1 ? "" : "s")"
        }
        let python = project.requiresPython.map { "Python \($0)" }
        return [project.name, project.lock, packages, python, project.application].compactMap { $0 }
            .joined(separator: language == .chinese ? "，" : ", ")
    }

    private static var english: CompareWords {
        CompareWords(
            language: .english,
            recommended: { "Recommended for \($0.english)" },
            noRecommendation: { "No base can be recommended for \($0.english)" },
            runnerUp: "Runner-up", noRunnerUp: "none", wouldChange: "What would change the answer",
            candidates: "Candidates", notRecommended: "Not recommended", toMend: "to mend",
            statedHeading: "Stated by the catalogue, not measured", statedMark: "* stated, not measured",
            notMeasuredMark: "- not measured, 0 none found", colon: ": ", semicolon: "; ",
            title: { "Base image" + ($0.map { " for \($0)" } ?? "") },
            base: "base", starts: "starts", startUp: "start-up", memory: "memory", score: "score", stars: "stars",
            compressed: "compressed",
            uncompressed: "uncompressed", baseCompressed: "base alone", wheels: "wheels", toBuild: "to build",
            blocked: "blocked", vulnerabilities: "C/H/M/L/?", python: "python", libc: "libc", shell: "shell",
            user: "user", supported: "supported until", yes: "yes", no: "no", unknown: "unknown", none: "none")
    }

    private static var chinese: CompareWords {
        CompareWords(
            language: .chinese,
            recommended: { "推荐（\($0.chinese)）" },
            noRecommendation: { "没有可推荐的基础镜像（\($0.chinese)）" },
            runnerUp: "备选", noRunnerUp: "无", wouldChange: "什么会改变结论",
            candidates: "候选镜像", notRecommended: "未推荐", toMend: "修正方法",
            statedHeading: "目录声明，未测量", statedMark: "* 目录声明，未测量",
            notMeasuredMark: "- 未测量，0 未发现", colon: "：", semicolon: "；",
            title: { ($0.map { "\($0) 的" } ?? "") + "基础镜像" },
            base: "镜像", starts: "能启动", startUp: "启动耗时", memory: "常驻内存", score: "评分", stars: "星级", compressed: "压缩后",
            uncompressed: "解压后",
            baseCompressed: "仅基础镜像", wheels: "wheel", toBuild: "需编译", blocked: "无法安装",
            vulnerabilities: "漏洞 C/H/M/L/?", python: "python", libc: "libc", shell: "shell", user: "用户",
            supported: "支持到", yes: "是", no: "否", unknown: "未知", none: "无")
    }
}
