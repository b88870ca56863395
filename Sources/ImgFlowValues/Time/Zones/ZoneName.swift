import ImgFlowSyntax

/// What the zones of a database are called.
enum ZoneName {
  /// Whether a name may be looked for: it cannot lead out of the database.
  static func isValid(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return name.utf8.count <= 100
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.utf8.allSatisfy { byte in
            switch UnicodeScalar(byte) {
            case "A"..."Z", "a"..."z", "0"..."9", "_", "+", "-": true
            default: false
            }
          }
      }
  }

  /// The error of a name that no zone has.
  static func unknown(_ name: String, in database: ZoneDatabase) -> ValueError {
    let near = nearest(name, database.names)
    return ValueError(
      .parse, "unknown time zone \(Value.string(name).shortDescription())",
      help: near.map { "did you mean `\($0)`?" }
        ?? "zones have names such as `Europe/Berlin`, or are offsets such as `+02:00`")
  }

  /// The zone that is probably meant: by its place, or by the whole name.
  private static func nearest(_ name: String, _ names: [String]) -> String? {
    let canonical = names.filter { !$0.hasPrefix("posix/") && !$0.hasPrefix("right/") }.sorted()
    let (wanted, places) = (place(name), canonical.filter { $0.contains("/") })
    if let same = places.first(where: { place($0) == wanted }) { return same }
    if let near = NearNames.nearest(to: name, in: canonical) { return near }
    let near = NearNames.nearest(to: wanted, in: Set(places.map(place)))
    return near.flatMap { near in places.first { place($0) == near } }
  }

  /// The last part of a name in small letters: `newyork` of `America/New_York`.
  private static func place(_ name: String) -> String {
    (name.split(separator: "/").last ?? "").lowercased().filter { $0 != "_" && $0 != " " }
  }
}
