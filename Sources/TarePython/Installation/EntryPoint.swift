/// A command that a distribution offers: `name = module:function` (entry points specification).
public struct EntryPoint: Sendable, Hashable {
    /// The file in the scripts folder.
    public var name: String
    public var module: String
    /// Possibly with dots: an attribute of what is imported.
    public var function: String

    public init(name: String, module: String, function: String) {
        self.name = name
        self.module = module
        self.function = function
    }

    /// Reads `module:function`, with extras behind it that are passed over; `nil` if it is none.
    init?(name: String, value: ArraySlice<UInt8>) {
        guard let colon = value.firstIndex(of: UInt8(ascii: ":")), value.first?.isWhitespace == false else {
            return nil
        }
        let module = value[..<colon].trimmingWhitespace()
        var function = value[(colon + 1)...].trimmingWhitespace()
        if let bracket = function.firstIndex(of: UInt8(ascii: "[")) {
            let extras = function[(bracket + 1)...]
            let inside = extras.dropLast().trimmingWhitespace()
            guard extras.last == UInt8(ascii: "]"), !inside.isEmpty, inside.first != UInt8(ascii: ",") else {
                return nil
            }
            function = function[..<bracket].trimmingWhitespace()
        }
        guard Self.isObject(module), Self.isObject(function) else { return nil }
        self.init(name: name, module: module.text, function: function.text)
    }

    /// Letters and digits of any script, `_`, `-` and `.`: what cannot end the line of code that it becomes.
    private static func isObject(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard !bytes.isEmpty, let text = String(validating: bytes, as: UTF8.self) else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                ? UInt8(scalar.value).isAlphanumeric || UInt8(scalar.value).isSeparator
                : scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
    }
}

/// The commands of `.dist-info/entry_points.txt`.
public struct EntryPoints: Sendable, Hashable {
    public var console: [EntryPoint] = []
    public var graphical: [EntryPoint] = []

    public var all: [EntryPoint] { console + graphical }

    /// `minor`: CPython's, for the launcher `pip3.minor` of pip.
    public init(_ bytes: [UInt8], minor: Int, file: String = "entry_points.txt") throws(WheelContentError) {
        let options = try SectionedOptions(bytes, file: file)
        graphical = try Self.entries(options.options(of: "gui_scripts"), file)
        // Of two commands of one name the graphical one is written last.
        let taken = Set(graphical.map(\.name))
        console = try Self.entries(options.options(of: "console_scripts"), file)
        addVersionedPip(minor: minor)
        console.removeAll { taken.contains($0.name) }
    }

    private static func entries(
        _ options: [SectionedOptions.Option], _ file: String
    ) throws(WheelContentError) -> [EntryPoint] {
        var entries: [EntryPoint] = []
        for option in options {
            guard let entry = EntryPoint(name: option.name, value: option.value[...]) else {
                // A line break in front is why it is none; one behind is nothing to show.
                var shown = option.value[...]
                while let last = shown.last, last == 0x0A || last == 0x20 { shown.removeLast() }
                let value = shown.text
                throw .malformed(file: file, line: option.line, detail: "'\(value)' is no 'module:function'")
            }
            entries.append(entry)
        }
        return entries
    }

    public init() {}

    /// pip's wheel states the launcher of the minor it was built with, or none; installers make the right one.
    private mutating func addVersionedPip(minor: Int) {
        console.removeAll { entry in
            entry.name.hasPrefix("pip3.") && UInt8(entry.name.dropFirst(5)) != nil
        }
        guard var versioned = console.first(where: { $0.name == "pip3" }) else { return }
        versioned.name = "pip3.\(minor)"
        console.append(versioned)
    }
}
