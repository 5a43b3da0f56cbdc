import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Reads XML by a parser that is not ours, and keeps all attributes.
final class XMLReader: NSObject, XMLParserDelegate {
    private(set) var attributes: [String] = []

    func read(_ text: String) -> Bool {
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = self
        return parser.parse()
    }

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName: String?,
        attributes attributeDict: [String: String] = [:]
    ) {
        attributes += attributeDict.values
    }
}
