/// Reading and writing JSON (RFC 8259).
public enum JSON {
  /// What a writer does with secrets.
  public enum Secrets: Sendable {
    /// Writes what they show.
    case masked
    /// Writes their text: for request bodies only.
    case revealed
  }
}
