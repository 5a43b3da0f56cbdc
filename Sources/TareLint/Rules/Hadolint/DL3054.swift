import TareDockerfile

extension Rule {
    static let dl3054 = Rule(
        "DL3054", .warning, "A label of the schema is not an SPDX licence identifier",
        rationale: """
            Only the identifiers of the SPDX list are understood by all tools.
            """,
        bad: "LABEL org.example.licence=\"my own\"\n", good: "LABEL org.example.licence=Apache-2.0\n", type: .spdx,
        problem: { "The label \($0) is not an SPDX licence identifier" }
    ) { SPDXLicences.identifiers.contains($0) }
}
