import ImgFlowValues

/// Dates in headers (RFC 9110 section 5.6.7), in the form that is sent today.
package enum HTTPDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Returns milliseconds since 1970; nil if it is not a date such as `Sun, 06 Nov 1994 08:49:37 GMT`.
  package static func parse(_ text: String) -> Int? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, let month = months.firstIndex(of: String(parts[2])) else { return nil }
    let number = month + 1 < 10 ? "0\(month + 1)" : "\(month + 1)"
    return TimeText.parse("\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
  }
}
