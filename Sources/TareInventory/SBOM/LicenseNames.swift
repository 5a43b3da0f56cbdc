/// How a licence that a package states is written in CycloneDX: by identifier only where it is one of SPDX's.
enum LicenseNames {
    /// Identifiers of the SPDX licence list that Python packages state, from a count over the most used ones. One that is
    /// not here is written by its name, which says the same to people.
    private static let identifiers: Set<String> = [
        "0BSD", "AFL-2.1", "AGPL-3.0-only", "AGPL-3.0-or-later", "Apache-2.0", "Artistic-2.0", "BSD-2-Clause",
        "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "CC-BY-4.0", "CNRI-Python", "EPL-2.0", "GPL-2.0-only", "GPL-2.0-or-later",
        "GPL-3.0-only", "GPL-3.0-or-later", "HPND", "ISC", "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only",
        "LGPL-3.0-or-later", "MIT", "MIT-0", "MIT-CMU", "MPL-1.1", "MPL-2.0", "NCSA", "OFL-1.1", "PSF-2.0",
        "Python-2.0", "Python-2.0.1", "Unlicense", "UPL-1.0", "WTFPL", "X11", "Zlib", "ZPL-2.1",
    ]
    private static let operators: Set<String> = ["AND", "OR", "WITH"]

    static func choice(_ text: String) -> CycloneDXDocument.LicenseChoice {
        if identifiers.contains(text) { return .init(license: .init(id: text)) }
        let words = text.split { $0 == " " || $0 == "(" || $0 == ")" }.map(String.init)
        let operands = words.filter { !operators.contains($0) }
        let isExpression = words.count > operands.count && operands.allSatisfy { isOperand($0) }
        return isExpression ? .init(expression: text) : .init(license: .init(name: text))
    }

    /// An exception behind `WITH` has a hyphen and a digit or `exception` in its name.
    private static func isOperand(_ word: String) -> Bool {
        identifiers.contains(word) || word.hasPrefix("LicenseRef-") || word.hasSuffix("-exception")
    }
}
