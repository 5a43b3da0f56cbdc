internal import TareDiagnostics
internal import TareSelection

extension Reason {
    var chinese: String {
        switch self {
        case .starts(let packages): "能启动：所有检查通过，" + Self.all(packages)
        case .startsWithBuild(let packages): "编译 \(Self.list(packages)) 之后能启动"
        case .startsUnsupported: "能启动，但已停止支持"
        case .onlyOneThatStarts: "唯一确认能启动的候选镜像"

        case .weighs(let bytes, let measure): "\(measure.chinese) \(ByteCount.text(bytes))"
        case .smallerThan(let id, let bytes, let other, let measure):
            "比 \(id.printable()) 小：\(measure.chinese) \(Self.sizes(bytes, other))"
        case .noVulnerabilities: "没有已知漏洞"
        case .fewerVulnerabilities(let id, let count, let other):
            "已知漏洞比 \(id.printable()) 少：\(count) 个，对方 \(other) 个"
        case .fewerSevereVulnerabilities(let id, let count, let other):
            "严重和高危漏洞比 \(id.printable()) 少：\(count) 个，对方 \(other) 个"
        case .supportedUntil(let date, let what): "支持到 \(date)（\(what.printable()) 结束支持）"
        case .supportedLongerThan(let id, let date, let other):
            "支持时间比 \(id.printable()) 长：到 \(date)，对方到 \(other)"
        case .noShell: "没有 shell 可供入侵者利用"
        case .noPackageManager: "没有包管理器可供入侵者利用"
        case .notRoot: "不以 root 运行"
        case .noSetIDFiles: "没有 set-uid 或 set-gid 文件"
        case .fewerSetIDFiles(let id, let count, let other):
            "set-uid 和 set-gid 文件比 \(id.printable()) 少：\(count) 个，对方 \(other) 个"
        case .fewPackages(let count): "系统包只有 \(count) 个"
        case .fewerPackages(let id, let count, let other):
            "系统包比 \(id.printable()) 少：\(count) 个，对方 \(other) 个"
        case .hasShell(let path): "有 shell，便于排查：\(path.printable())"
        case .hasPackageManager(let name): "有包管理器，可安装工具：\(name.printable())"

        case .unavailable: "没有适用于该平台的镜像"
        case .blocked(let package, let why, let more):
            "\(package.printable()) 无法安装：\(why.printable())" + Self.more(more, "个包")
        case .fails(let check, let why, let more): "无法启动：\(Self.found(check, why))" + Self.more(more, "项检查未通过")
        case .withdrawn(let since): "发布者已撤回" + (since.map { "（\($0)）" } ?? "")
        case .supportOver(let date, let what): "自 \(date) 起停止支持（\(what.printable())）"
        case .unreachable: "无法访问，目录中也没有相关数据"
        case .stated: "无法测量：只有目录中声明的数据"
        case .undecided(let check, let why, let more): "无法确认能启动：\(Self.found(check, why))" + Self.more(more, "项检查未定")
        case .notMeasured(let inputs): "未测量：" + inputs.map(\.chinese).joined(separator: "、")

        case .needsBuild(let packages, true): "\(Self.list(packages)) 需要编译：没有适用的 wheel"
        case .needsBuild(let packages, false): "\(Self.list(packages)) 需要在构建阶段编译：没有适用的 wheel，基础镜像也没有编译器"
        case .largerThan(let id, let bytes, let other, let measure):
            "比 \(id.printable()) 大：\(measure.chinese) \(Self.sizes(bytes, other))"
        case .vulnerabilities(let critical, let high, let total, let fixable):
            "\(total) 个已知漏洞：严重 \(critical)，高危 \(high)；\(fixable) 个有修复"
        case .hardToLookInto: "没有 shell，难以排查"
        case .root: "以 root 运行"
        case .setIDFiles(let count): "\(count) 个 set-uid 或 set-gid 文件"
        case .longTermOnly(let what): "\(Self.list(what)) 仅处于长期支持"
        case .frozen: "发布者可能不再重建此标签"
        case .supportUnknown(let what): "\(Self.list(what)) 的支持截止日期未知"
        case .ranksBelow(let id, let profile, let score, let other, let mainly):
            "也能启动，但按\(profile.chinese)评分为 \(score)，\(id.printable()) 为 \(other)"
                + (mainly.map { "；主要差在\($0.chinese)" } ?? "")

        case .ifMended(let id, let checks, let packages):
            "如果 \(id.printable()) 能启动，就会推荐它；"
                + ([
                    checks.isEmpty ? nil : "未通过：\(Self.list(checks))",
                    packages.isEmpty ? nil : "无法安装：\(Self.list(packages))",
                ].compactMap { $0 }.joined(separator: "；"))
        case .ifMeasured(let id): "如果 \(id.printable()) 测量后确认能启动，就会推荐它"
        case .ifProfile(let profile, let id): "若按\(profile.chinese)评估，会推荐 \(id.printable())"
        case .ifPickFell(let id): "只有当推荐的镜像不再能启动时：改用 \(id.printable())"
        case .nothingElseStarts: "没有：没有其他确认能启动的候选镜像"
        case .ifAnyWereMeasured: "需要一个仍受支持、且有该平台镜像的基础镜像"
        case .noCandidates: "没有候选镜像"

        case .noneStarts(let failing, let unknown): "没有确认能启动的候选镜像：\(failing) 个失败，\(unknown) 个无法证明"
        case .nearestFails(let id, let check, let why): "最接近的是 \(id.printable())：\(Self.found(check, why))"
        case .nearestBlocked(let id, let package, let why):
            "最接近的是 \(id.printable())：\(package.printable()) 无法安装：\(why.printable())"
        case .nearestUnknown(let id): "最接近的是 \(id.printable())，但所知太少"
        }
    }

    private static func all(_ packages: Int) -> String {
        switch packages {
        case 0: "不需要任何包"
        case 1: "唯一的包有 wheel"
        default: "\(packages) 个包都有 wheel"
        }
    }

    private static func list(_ names: [String]) -> String { names.listed("、") { "等 \($0 + 5) 个" } }
    private static func more(_ number: Int, _ noun: String) -> String { number > 0 ? "（另有 \(number) \(noun)）" : "" }
    private static func found(_ check: String, _ why: String) -> String {
        why.isEmpty ? check.printable() : "\(check.printable())：\(why.printable(limit: 400))"
    }

    /// Bytes to the last where rounding hides the difference.
    private static func sizes(_ bytes: UInt64, _ other: UInt64) -> String {
        let (mine, theirs) = (ByteCount.text(bytes), ByteCount.text(other))
        return mine == theirs ? "\(bytes) B，对方 \(other) B" : "\(mine)，对方 \(theirs)"
    }
}

extension Reason.Measure {
    fileprivate var chinese: String {
        switch self {
        case .compressed: "压缩后"
        case .uncompressed: "解压后"
        }
    }
}

extension Reason.Input {
    fileprivate var chinese: String {
        switch self {
        case .wheels: "wheel"
        case .proof: "能否启动"
        case .size: "大小"
        case .vulnerabilities: "漏洞"
        case .support: "支持截止日期"
        case .shell: "shell"
        case .packageManager: "包管理器"
        case .user: "用户"
        case .packages: "系统包"
        case .setIDFiles: "set-uid 文件"
        }
    }
}

extension ScoreComponent {
    fileprivate var chinese: String {
        switch self {
        case .weight: "大小"
        case .vulnerabilities: "漏洞"
        case .support: "支持截止日期"
        case .wheels: "没有 wheel 的包"
        case .noShell: "带有 shell"
        case .noPackageManager: "带有包管理器"
        case .notRoot: "运行用户"
        case .setIDFiles: "set-uid 文件"
        case .packages: "系统包"
        case .shell: "没有 shell"
        case .packageManager: "没有包管理器"
        }
    }
}

extension Profile {
    var chinese: String {
        switch self {
        case .production: "生产环境"
        case .security: "安全优先"
        case .size: "体积优先"
        case .debug: "便于调试"
        }
    }
}
