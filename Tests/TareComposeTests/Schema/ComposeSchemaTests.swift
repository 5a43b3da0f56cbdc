import Foundation
import Testing

@testable import TareCompose

/// Our shapes against the published JSON schema, as data: the same keys and kinds everywhere.
@Suite struct ComposeSchemaTests {
    /// What a place of the schema allows.
    private struct Place {
        var scalars: ComposeShape.Scalars = []
        var isAnything = false
        var element: [String: Any]?
        var isMapping = false
        var keys: [String: [String: Any]] = [:]
        var anyKey: [String: Any]?
        var isOpen = false
        var requires: Set<String> = []
    }

    private let schema: [String: Any]
    private let definitions: [String: [String: Any]]

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/compose-spec.json")
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        schema = try #require(object as? [String: Any])
        definitions = try #require(schema["$defs"] as? [String: [String: Any]])
    }

    private func place(_ schema: [String: Any]) -> Place {
        var place = Place()
        add(schema, to: &place)
        return place
    }

    private func add(_ schema: [String: Any], to place: inout Place) {
        if let reference = schema["$ref"] as? String {
            return add(definitions[String(reference.split(separator: "/").last ?? "")] ?? [:], to: &place)
        }
        if let alternatives = (schema["oneOf"] ?? schema["anyOf"]) as? [[String: Any]] {
            for alternative in alternatives { add(alternative, to: &place) }
            return
        }
        let types = (schema["type"] as? [String]) ?? (schema["type"] as? String).map { [$0] } ?? []
        let isObject = types.isEmpty && (schema["properties"] != nil || schema["patternProperties"] != nil)
        for type in isObject ? ["object"] : types {
            switch type {
            case "string": place.scalars.insert(.text)
            case "integer": place.scalars.insert(.integer)
            case "number": place.scalars.formUnion([.integer, .fraction])
            case "boolean": place.scalars.insert(.flag)
            case "null": place.scalars.insert(.null)
            case "array": place.element = schema["items"] as? [String: Any]
            default:
                place.isMapping = true
                place.keys = schema["properties"] as? [String: [String: Any]] ?? [:]
                place.requires = Set(schema["required"] as? [String] ?? [])
                let patterns = schema["patternProperties"] as? [String: [String: Any]] ?? [:]
                place.anyKey = patterns.first { $0.key != "^x-" }?.value
                place.isOpen = schema["additionalProperties"] as? Bool != false && place.anyKey == nil
            }
        }
        if types.isEmpty, !isObject { place.isAnything = true }
    }

    private func compare(_ shape: ComposeShape, _ schema: [String: Any], _ path: String, _ places: inout Int) {
        places += 1
        let place = place(schema)
        #expect(shape.isAnything == place.isAnything, "\(path)")
        guard !shape.isAnything, !place.isAnything else { return }
        #expect(shape.scalars == place.scalars, "\(path)")
        #expect(shape.isMapping == place.isMapping, "\(path)")
        #expect(Set(shape.keys.keys) == Set(place.keys.keys), "\(path)")
        #expect(Set(shape.requires) == place.requires, "\(path)")
        #expect((shape.element == nil) == (place.element == nil), "\(path)")
        if let element = shape.element, let other = place.element { compare(element, other, path + "[]", &places) }
        #expect((shape.anyKey == nil) == (place.anyKey == nil && !place.isOpen), "\(path)")
        if let any = shape.anyKey, let other = place.anyKey { compare(any, other, path + ".*", &places) }
        for (name, inner) in shape.keys {
            if let other = place.keys[name] { compare(inner, other, path + "." + name, &places) }
        }
    }

    @Test func `every key of the schema is known, with its kinds, and no other`() {
        var places = 0
        var root = schema
        root["type"] = "object"
        compare(.file, root, "", &places)
        #expect(places > 450)
    }
}
