import ImgFlowRuntime
import ImgFlowValues

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Strings from the system, which may be any bytes. Ill-formed UTF-8 is an error: repaired, it would be
/// another name or value.
package enum SystemText {
  /// Reads a NUL-terminated string.
  ///
  /// - Parameter what: what the string is, for the message.
  /// - Throws: an `io` error if it is not UTF-8.
  static func string(
    _ text: UnsafePointer<CChar>, _ what: String, help: String? = nil
  ) throws -> String {
    if let result = String(validatingCString: text) { return result }
    let bytes = UnsafeBufferPointer(start: text, count: strlen(text)).map(UInt8.init(bitPattern:))
    throw ValueError(
      .io, "\(what) is not text in UTF-8: `\(UTF8Text.escaped(bytes))`", help: help)
  }

  /// The words of the command line, without the name of the program.
  ///
  /// - Throws: an `io` error that says which word is not UTF-8.
  package static func arguments() throws -> [String] {
    try (0..<Int(CommandLine.argc)).dropFirst().compactMap { index in
      try CommandLine.unsafeArgv[index].map {
        try string($0, "argument \(index)", help: "pass it in UTF-8; a file can be renamed")
      }
    }
  }

  /// The value of an environment variable; nil if it is not set.
  ///
  /// - Throws: an `io` error if it is not UTF-8, which does not show it: it may be a secret.
  package static func variable(_ name: String) throws -> String? {
    guard let text = getenv(name) else { return nil }
    guard let result = String(validatingCString: text) else {
      throw ValueError(
        .io, "the environment variable `\(name)` is not text in UTF-8",
        help: "set it in UTF-8, or unset it")
    }
    return result
  }
}
