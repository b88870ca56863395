import Foundation
import TestSupport
import Testing

/// Listings of a hundred thousand items, to which something is added while they are read: in a program of
/// their own, which tells how much memory it takes.
@Suite("Long listings", .blocking, .serialized)
struct LongListingTests {
  /// How a vendor lists things.
  struct Style: Sendable, CustomTestStringConvertible {
    let listing: String
    /// The field that is counted.
    let key: String
    /// The body of a page, with `ITEMS`, `MORE`, `NEXT`, `TOTAL`, `OFFSET` and `LIMIT`.
    let body: String
    /// The parameters in the query that say where a page begins, and how long it is.
    var cursor = "offset"
    var size = "limit"
    /// Whether a page begins after so many items, or so many pages.
    var countsPages = false
    /// Whether new things come at the end, not the beginning.
    var isInOrder = false

    var testDescription: String { listing }
  }

  static let styles = [
    Style(
      listing: "deepopinion.listDocuments(7, limit: 1000)", key: "id",
      body: #"{"documents":[ITEMS],"has_more":MORE,"offset":OFFSET,"limit":LIMIT,"count":TOTAL}"#),
    Style(listing: "deepopinion.listGroupDocuments(7, 8, limit: 1000)", key: "id", body: "[ITEMS]"),
    Style(
      listing: "deepopinion.listLabelingDocuments(7, 8, limit: 1000)", key: "id",
      body: #"{"id":8,"status":"ANNOTATING","documents":[ITEMS]}"#),
    Style(
      listing: "assetzen.searchImages(limit: 500)", key: "sid",
      body: #"{"count":TOTAL,"images":[ITEMS]}"#, cursor: "page", countsPages: true),
    Style(
      listing: "hautai.listPrivateTokens(page_size: 1000)", key: "id",
      body: #"{"count":TOTAL,"next":NEXT,"previous":null,"results":[ITEMS]}"#, cursor: "page",
      size: "page_size", countsPages: true),
    Style(
      listing: #"pixoneye.listProfiles("*")"#, key: "deviceID",
      body: #"{"profiles":[ITEMS],"scrollID":NEXT}"#, cursor: "scrollID", isInOrder: true),
  ]

  private static let count = 100_000
  /// What is added after each page.
  private static let growth = 3

  @Test(arguments: styles)
  func `are complete, in constant memory`(_ style: Style) throws {
    let pages = Counter()
    let server = try LoopbackServer { request in
      if request.path.contains("/login") { return .answer(200, [], Self.session) }
      let total = Self.count + (pages.next() - 1) * Self.growth
      return .answer(200, [], Self.page(style, request, total))
    }
    let words = try Self.run(style, server.url).split(separator: " ").map(String.init)
    try #require(words.count == 4, "\(words)")
    let added = style.isInOrder ? (pages.value - 1) * Self.growth : 0
    #expect(words[0] == "\(Self.count + added)")
    #expect(words[1] == "0", "\(words[1]) items were missing or came twice")
    let grown = try #require(Int(words[3]))
    #expect(grown < 40 << 20, "\(grown) bytes more than after 10,000 items")
  }

  // MARK: - The service

  private static let session =
    #"{"auth_token":"\#(Answers.token("12"))","access_token":"a","refresh_token":"b","company_id":"497f6eca-6276-4993-bfeb-53cbbbba6f08"}"#

  private static func page(
    _ style: Style, _ request: LoopbackServer.Request, _ total: Int
  ) -> String {
    let limit = value(style.size, of: request) ?? 500
    let given = value(style.cursor, of: request)
    let offset = style.countsPages ? ((given ?? 1) - 1) * limit : given ?? 0
    let end = min(offset + limit, total)
    let isLast = end == total
    let next = style.countsPages ? "\"page \(given ?? 1)\"" : "\"\(end)\""
    let items = (min(offset, end)..<end).map { place in
      let number = style.isInOrder ? place + 1 : total - place
      let key = style.key == "id" ? "\(number)" : "\"\(number)\""
      return "{\"\(style.key)\":\(key),\"text\":\"\(filler)\",\"segments\":[]}"
    }
    let frame = [
      ("MORE", "\(!isLast)"), ("NEXT", isLast ? "null" : next), ("TOTAL", "\(total)"),
      ("OFFSET", "\(offset)"), ("LIMIT", "\(limit)"),
    ].reduce(style.body) { $0.replacing($1.0, with: $1.1) }.split(separator: "ITEMS")
    return frame[0] + items.joined(separator: ",") + frame[1]
  }

  private static let filler = String(repeating: "x", count: 120)

  /// A number in the query, or in the body.
  private static func value(_ name: String, of request: LoopbackServer.Request) -> Int? {
    let text = request.path + "&" + String(decoding: request.body, as: UTF8.self)
    guard let match = try? Regex("\\b\(name)\"?[=:]\"?([0-9]+)").firstMatch(in: text) else {
      return nil
    }
    return match.output[1].substring.flatMap { Int($0) }
  }

  // MARK: - The script

  /// Prints how many items there were, how many of them were not the one after the one before, the last
  /// one, and how much memory was taken after the first tenth.
  private static func run(_ style: Style, _ url: String) throws -> String {
    let number = style.key == "id" ? "item.id" : "item.\(style.key).toInt()"
    let script = """
      fn memory() => file.text("/proc/self/statm").split(" ")[1].toInt() * 4096
      var [count, wrong, last, start] = [0, 0, \(style.isInOrder ? 0 : Self.count + 1), 0]
      for item in \(style.listing) {
        let number = \(number)
        if number != last \(style.isInOrder ? "+" : "-") 1 { wrong += 1 }
        last = number
        count += 1
        if count == 10000 { start = memory() }
      }
      print(count, wrong, last, memory() - start)
      """
    let run = try ProgramRun(BuiltPrograms.imgflow, ["-q", "--sandbox-url", url, "-e", script])
    return (run.output + run.errors).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
