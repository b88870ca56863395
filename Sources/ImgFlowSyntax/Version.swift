/// The version of the language and its programs.
public enum Version {
  public static let text = "0.1.0"
  /// The day on which it was released.
  public static let released = "2026-11-30"
}
