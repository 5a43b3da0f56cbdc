import Testing

@Suite("packaging's vectors", .enabled(if: PackagingVectors.areThere))
struct PackagingVectorsTests {
    /// What the suites of names, versions, specifiers, markers, requirements and files' names run.
    private static let run = [
        "test_markers::TestMarker::": [
            "test_evaluate_pep345_markers", "test_evaluates", "test_extras_and_dependency_groups",
            "test_parses_invalid",
            "test_parses_pep345_valid", "test_parses_valid", "test_version_like_equality",
        ],
        "test_requirements::": ["test_normalized_requirements"],
        "test_specifiers::TestIsUnsatisfiable::": ["test_satisfiable", "test_unsatisfiable"],
        "test_specifiers::TestSpecifier::": [
            "test_arbitrary_equality", "test_specifier_filter", "test_specifiers", "test_specifiers_invalid",
            "test_specifiers_prereleases", "test_specifiers_valid",
        ],
        "test_specifiers::TestSpecifierSet::": [
            "test_comparison_ignores_local", "test_contains_exclusionary_bridges", "test_specifier_filter",
        ],
        "test_utils::": [
            "test_canonicalize_name", "test_parse_sdist_filename", "test_parse_sdist_invalid_filename",
            "test_parse_wheel_filename", "test_parse_wheel_invalid_filename",
        ],
        "test_version::TestVersion::": [
            "test_invalid_versions", "test_normalized_versions", "test_valid_versions", "test_version_is_prerelease",
            "test_version_public", "test_version_str_repr",
        ],
    ]

    @Test func `none is left out`() throws {
        let names = Self.run.flatMap { prefix, tests in tests.map { prefix + $0 } }
        #expect(try PackagingVectors.tests() == names.sorted())
    }
}
