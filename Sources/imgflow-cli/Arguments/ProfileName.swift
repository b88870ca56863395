import ImgFlow
import ImgFlowCommandLine

/// The names that profiles can have.
enum ProfileName {
  /// The profile that is meant: the one that is named, else `$IMGFLOW_PROFILE`, else the usual one.
  static func chosen(_ name: String?, _ host: SystemHost) throws -> String {
    if let name { return try checked(name) }
    guard let name = try host.environment("IMGFLOW_PROFILE"), !name.isEmpty else {
      return Profile.standardName
    }
    return try checked(name)
  }

  /// - Throws: `UsageError` for a name that no profile can have.
  static func checked(_ name: String) throws -> String {
    let isName = name.utf8.allSatisfy { byte in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
    guard isName, !name.isEmpty, name.utf8.count <= 64 else {
      throw UsageError(
        "a profile name can only contain letters, digits, `-` and `_`, unlike `\(name)`")
    }
    return name
  }
}
