/// What a file of records holds, whatever its format: rows of texts, a missing one as nil.
struct DataTable: Equatable, Sendable {
  /// Whether the first row names the columns.
  enum Header: Sendable {
    /// The format names its columns, as JSON does.
    case always
    /// Only who made the file knows.
    case perhaps
    /// The format has no names, as plain text.
    case never
  }

  var rows: [[String?]]
  var header: Header

  /// Rows that a preview shows.
  static let previewLength = 10

  /// The first rows, with the header if there is one.
  var preview: ArraySlice<[String?]> { rows.prefix(Self.previewLength) }

  /// The names of the columns, and the rows that they name.
  ///
  /// - Parameter headerFirst: whether the first row is a header, where the format leaves it open;
  ///   without a word it is one.
  func records(headerFirst: Bool? = nil) -> (names: [String], rows: ArraySlice<[String?]>) {
    let hasHeader = header == .always || header == .perhaps && headerFirst != false
    guard hasHeader, let first = rows.first else {
      let width = rows.map(\.count).max() ?? 0
      return ((0..<width).map { width == 1 ? "text" : "column \($0)" }, rows[...])
    }
    return (Self.distinct(first), rows.dropFirst())
  }

  /// Names for all columns, no two of them alike.
  private static func distinct(_ header: [String?]) -> [String] {
    var taken: Set<String> = []
    return header.enumerated().map { index, name in
      var name = name ?? "column \(index)"
      while !taken.insert(name).inserted { name += " (\(index))" }
      return name
    }
  }
}
