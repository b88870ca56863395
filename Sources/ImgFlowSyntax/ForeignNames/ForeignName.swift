/// What another language calls something, and how it is written here.
package struct ForeignName: Sendable {
  /// How it is written there, in terms of sample values: `len(list)`, `list.append(x)`, `Math.PI`.
  package let theirs: String
  /// How it is written here, in the same terms: `list.length`.
  package let ours: String
  /// The type whose member it is, such as `list`; nil for functions, words and what a namespace has.
  package let type: String?
  /// What its parameters stand for in both texts; for a member the receiver is the first.
  package let parameters: [String]

  /// Reads a row of the table: both texts, with at least two spaces between them.
  init?(_ row: Substring) {
    guard let gap = row.firstRange(of: "  ") else { return nil }
    let theirs = row[..<gap.lowerBound]
    self.theirs = String(theirs)
    ours = String(row[gap.lowerBound...].drop { $0 == " " })
    let path = Self.path(of: theirs).split(separator: ".")
    let given =
      theirs.firstIndex(of: "(").map { start in
        theirs[theirs.index(after: start)...].dropLast().split(separator: ",").map {
          String($0.drop { $0 == " " })
        }
      } ?? []
    type = path.count == 2 ? Self.types[String(path[0])] : nil
    parameters = (type == nil ? [] : [String(path[0])]) + given
  }

  /// What is asked about: `append` for `list.append(x)`, `os.path.join` for what a namespace has.
  package var name: String {
    String(type == nil ? Self.path(of: theirs[...]) : lastName)
  }

  /// `append` in `list.append(x)`.
  var lastName: Substring { Self.path(of: theirs[...]).split(separator: ".").last ?? "" }

  /// `os.path.join` in `os.path.join(a, b)`.
  static func path(of text: Substring) -> Substring { text.prefix { $0 != "(" } }

  /// The types of the sample values that rows of members begin with.
  private static let types = [
    "list": "list", "lists": "list", "rows": "list", "string": "string", "pattern": "string",
    "object": "object", "number": "int", "moment": "time", "span": "duration", "data": "bytes",
    "lines": "stream", "token": "secret",
  ]
}

/// The names that people bring along from Python, JavaScript, Ruby, Swift, jq and the shell.
///
/// No table is built for look-ups, and a search for their letters rules out most names: a correct script pays
/// next to nothing.
package enum ForeignNames {
  /// Every row, in the order of the tables.
  package static let all: [ForeignName] = [
    functions, words, namespaces, lists, strings, objects, others,
  ].flatMap { $0.split(separator: "\n").compactMap(ForeignName.init) }

  /// A function, word, or member of a namespace: `len`, `pass`, `Object.keys`, `os.path.join`.
  package static func named(_ path: String) -> [ForeignName] {
    [functions, words, namespaces].flatMap { rows(of: $0, holding: path) }
      .filter { ForeignName.path(of: $0.theirs[...]) == path }
  }

  /// What values of a type have elsewhere, such as `append` of a `list`.
  package static func members(_ name: String, of type: String) -> [ForeignName] {
    let type = type == "float" ? "int" : type == "range" ? "list" : type
    let table =
      switch type {
      case "list": lists
      case "string": strings
      case "object": objects
      default: others
      }
    return rows(of: table, holding: "." + name).filter { $0.type == type && $0.lastName == name }
  }

  /// Every row that concerns `name`: whole names and members of types, or else members of namespaces.
  package static func anything(_ name: String) -> [ForeignName] {
    let exact = all.filter { $0.name == name }
    return exact.isEmpty ? all.filter { $0.lastName == name } : exact
  }

  /// The type that a type of another language is here.
  package static func type(_ name: String) -> String? {
    for row in types.split(separator: "\n") where row.prefix(while: { $0 != " " }) == name {
      return String(row.drop { $0 != " " }.drop { $0 == " " })
    }
    return nil
  }

  /// The rows of a table that have some text in them.
  private static func rows(of table: String, holding text: String) -> [ForeignName] {
    let offsets = table.utf8.withContiguousStorageIfAvailable { table in
      Array(text.utf8).withUnsafeBufferPointer { occurrences(of: $0, in: table) }
    }
    return (offsets ?? []).compactMap { offset in
      let place = table.utf8.index(table.startIndex, offsetBy: offset)
      let start = table[..<place].lastIndex(of: "\n").map(table.index(after:)) ?? table.startIndex
      return ForeignName(table[start...].prefix { $0 != "\n" })
    }
  }

  private static func occurrences(
    of text: UnsafeBufferPointer<UInt8>, in table: UnsafeBufferPointer<UInt8>
  ) -> [Int] {
    guard let first = text.first, table.count >= text.count else { return [] }
    // A plain loop: this runs for every member that a script names.
    var found: [Int] = []
    var offset = 0
    while offset <= table.count - text.count {
      if table[offset] == first, (1..<text.count).allSatisfy({ table[offset + $0] == text[$0] }) {
        found.append(offset)
      }
      offset += 1
    }
    return found
  }
}
