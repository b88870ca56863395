import Foundation

/// Queries, and forms that are written like them (WHATWG URL, `application/x-www-form-urlencoded`).
enum FormPairs {
  /// The fields in their order; what cannot be decoded stays as it is.
  static func read(_ text: String) -> [(name: String, text: String)] {
    text.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (decoded(parts[0]), parts.count > 1 ? decoded(parts[1]) : "")
    }
  }

  private static func decoded(_ text: Substring) -> String {
    let spaced = text.replacing("+", with: " ")
    return spaced.removingPercentEncoding ?? String(spaced)
  }
}
