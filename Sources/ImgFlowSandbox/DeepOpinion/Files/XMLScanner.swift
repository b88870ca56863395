import CExpat

/// Reads the XML that office programs write, an element or a piece of text at a time, with Expat.
///
/// A document type ends the reading before its declarations are looked at, so there are no entities but XML's own
/// five and characters by number: the dangerous parts of untrusted XML are left out.
final class XMLScanner {
  enum Event: Equatable {
    /// An element begins; names are without their prefixes.
    case start(String, [String: String])
    case end(String)
    /// A text, or a piece of one.
    case text(String)
  }

  private let parser: XML_Parser
  private let bytes: [UInt8]
  /// How many bytes Expat was given.
  private var position = 0
  private var isOver = false
  /// What Expat found in the last of them.
  private var events: [Event] = []
  private var next = 0
  private var depth = 0
  private var fault: FileFault?

  /// Elements inside each other, and attributes of one: office programs write fewer.
  private static let limit = 200
  /// Bytes that Expat is given at once.
  private static let chunk = 64 << 10
  /// Bytes of a tag or comment, which Expat keeps until it is whole.
  private static let longestTag = 256 << 10

  private static let broken = FileFault("The workbook is damaged: a part of it is not XML.")

  /// - Throws: `FileFault` for bytes that are not text.
  init(_ part: [UInt8]) throws(FileFault) {
    guard let parser = XML_ParserCreate("UTF-8") else { throw Self.broken }
    self.parser = parser
    do throws(FileFault) {
      bytes = try TextDecoder.utf8(part)
    } catch {
      XML_ParserFree(parser)
      throw Self.broken
    }
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser, { XMLScanner.of($0)?.start($1, $2) }, { XMLScanner.of($0)?.end($1) })
    XML_SetCharacterDataHandler(parser) { XMLScanner.of($0)?.text($1, Int($2)) }
    XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
      XMLScanner.of(data)?.refuse(
        "The workbook has a document type, which no office program writes.")
    }
  }

  deinit { XML_ParserFree(parser) }

  /// The next event; nil at the end.
  ///
  /// - Throws: `FileFault` for data that is not XML.
  func nextEvent() throws(FileFault) -> Event? {
    while next == events.count {
      guard !isOver else { return nil }
      try readOn()
    }
    defer { next += 1 }
    return events[next]
  }

  private func readOn() throws(FileFault) {
    (events, next) = ([], 0)
    let end = min(bytes.count, position + Self.chunk)
    isOver = end == bytes.count
    let status = bytes[position..<end].withUnsafeBytes { chunk in
      XML_Parse(
        parser, chunk.bindMemory(to: CChar.self).baseAddress, Int32(chunk.count), isOver ? 1 : 0)
    }
    position = end
    if let fault { throw fault }
    guard status == XML_STATUS_OK,
      isOver || position - Int(XML_GetCurrentByteIndex(parser)) < Self.longestTag
    else { throw Self.broken }
  }

  // MARK: - What Expat calls

  private static func of(_ data: UnsafeMutableRawPointer?) -> XMLScanner? {
    data.map { Unmanaged<XMLScanner>.fromOpaque($0).takeUnretainedValue() }
  }

  private func start(
    _ name: UnsafePointer<XML_Char>?, _ pairs: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
  ) {
    depth += 1
    guard depth <= Self.limit else {
      return refuse("A part of the workbook is nested more than \(Self.limit) elements deep.")
    }
    var attributes: [String: String] = [:]
    var index = 0
    while let key = pairs?[index], let value = pairs?[index + 1] {
      guard index < Self.limit * 2 else { return refuse(Self.broken.text) }
      attributes[Self.local(key)] = String(cString: value)
      index += 2
    }
    events.append(.start(Self.local(name), attributes))
  }

  private func end(_ name: UnsafePointer<XML_Char>?) {
    depth -= 1
    events.append(.end(Self.local(name)))
  }

  private func text(_ start: UnsafePointer<XML_Char>?, _ count: Int) {
    let piece = UnsafeRawBufferPointer(start: start, count: count)
    events.append(.text(String(decoding: piece, as: UTF8.self)))
  }

  private func refuse(_ message: String) {
    fault = fault ?? FileFault(message)
    XML_StopParser(parser, XML_Bool(0))
  }

  /// A name without its prefix.
  private static func local(_ name: UnsafePointer<XML_Char>?) -> String {
    let whole = name.map { String(cString: $0) } ?? ""
    return whole.split(separator: ":").last.map(String.init) ?? whole
  }
}
