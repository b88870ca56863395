import ImgFlowValues

/// Times of runs as a person reads them.
enum RunTime {
  /// `2026-11-30 02:14:07 UTC`.
  ///
  /// - Parameter time: in milliseconds since 1970.
  static func of(_ time: Int) -> String {
    let text = Value.time(milliseconds: time / 1000 * 1000).displayText
    return text.replacing("T", with: " ").replacing("Z", with: " UTC")
  }
}
