import TareCompose
import TareYAML
import Testing

/// `extends` within a file, after compose-go's `loader/extends_test.go` at e70e961.
@Suite struct ComposeExtendingTests {
    @Test func `a service has what its base has, its own over it`() throws {
        let project = try project(
            """
            services:
              base: {image: x, command: a, environment: {A: 1}, ports: ["80:80"], depends_on: [db]}
              web: {extends: {service: base}, command: b, environment: [A=2, B=3], ports: ["81:81"]}
              more: {extends: web, image: y}
              db: {image: z}
            """)
        #expect(project.sketch("services", "web", "environment") == "[A=2, B=3]")
        #expect(
            project.sketch("services", "web", "command") == "b" && project.sketch("services", "more", "command") == "b")
        #expect(project.sketch("services", "more", "image") == "y")
        #expect(project.services.map(\.ports.count) == [1, 2, 2, 0])
        #expect(project.services[2].dependencies.map(\.service) == ["db"])
        #expect(project.services.allSatisfy { $0.unresolvedExtends == nil })
        #expect(project.services[2].ports.map(\.node.line) == [2, 3])
        #expect(project.complaints.isEmpty)
    }

    @Test func `a reset takes away what the base has`() throws {
        let project = try project(
            "services: {a: {image: x, ports: [\"80:80\"]}, b: {extends: a, ports: !reset [], tty: !reset null}}")
        #expect(project.sketch("services", "b") == "{image: x}")
    }

    @Test func `what cannot be extended says so, and so do those behind it`() throws {
        let project = try project(
            "services: {a: {extends: b, image: x}, b: {extends: c}, c: {extends: a}, d: {extends: {file: f, service: x}}, e: {extends: d}}"
        )
        #expect(project.diagnostics.allSatisfy { $0.kind == .unresolvedExtends })
        #expect(project.services.allSatisfy { $0.unresolvedExtends != nil })
        #expect(project.services.first?.image?.value == "x")
    }

    @Test func `many large ones are bounded`() throws {
        let ports = (0..<2_000).map { "\"\(1_000 + $0):80\"" }.joined(separator: ",")
        let services = (1..<100).map { "s\($0): {extends: s0, ports: [\"1:1\"]}" }.joined(separator: ", ")
        let project = try project("services: {s0: {ports: [\(ports)]}, \(services)}")
        #expect(project.diagnostics.map(\.kind).contains(.tooLarge))
        let chain = (1..<60).map { "s\($0): {extends: s\($0 - 1)}" }.reversed().joined(separator: ", ")
        let deep = try self.deep("services: {\(chain), s0: {image: x}}")
        #expect(deep.contains("service 's35' extends too many services in a row"))
    }

    private func deep(_ text: String) throws -> [String] { try project(text).diagnostics.map(\.message) }
}
