/// The types that have a name of their own and no parts.
package enum ScalarType: String, Sendable, CaseIterable {
  case null, bool, int, float, number, string, bytes, list, object, duration, period, time, range
  case function, stream, secret, error
  case path, file, folder, date, email, url, uuid

  /// The kinds that its values have.
  package var kinds: TypeSet {
    switch self {
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .float: .float
    case .number: .number
    case .string, .path, .file, .folder, .date, .email, .url, .uuid: .string
    case .bytes: .bytes
    case .list: .list
    case .object: .object
    case .duration: .duration
    case .period: .period
    case .time: .time
    case .range: .range
    case .function: .function
    case .stream: .stream
    case .secret: .secret
    case .error: .error
    }
  }

  /// Whether every value of its kinds has the type.
  var isDecidedByKind: Bool {
    switch self {
    case .null, .bool, .int, .float, .number, .string, .bytes, .list, .object, .duration,
      .period, .time, .range, .function, .stream, .secret, .error:
      true
    case .path, .file, .folder, .date, .email, .url, .uuid: false
    }
  }

  /// Whether its values name a file or folder, by an absolute path.
  package var isPath: Bool {
    switch self {
    case .path, .file, .folder: true
    default: false
    }
  }

  /// Whether a string has the form of the type; nil when any string has.
  var form: ((String) -> Bool)? {
    switch self {
    case .path, .file, .folder: { !$0.isEmpty }
    case .date: TextForm.isDate
    case .email: TextForm.isEmail
    case .url: TextForm.isURL
    case .uuid: TextForm.isUUID
    default: nil
    }
  }
}
