import ImgFlowValues

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Messages as lines of a log.
enum LogLine {
  /// A message with the time before each of its lines, so that no line passes for another message: in UTC, to the
  /// second. Colours are left out.
  static func of(_ text: String) -> String {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let stamp = Value.time(milliseconds: Int(now.tv_sec) * 1000).displayText
    return plain(text).split(separator: "\n", omittingEmptySubsequences: false)
      .map { "\(stamp) \($0)\n" }.joined()
  }

  /// A text without the sequences that colour it.
  static func plain(_ text: String) -> String {
    text.contains("\u{1B}") ? text.replacing(/\u{1B}\[[0-9;]*[A-Za-z]/, with: "") : text
  }
}
