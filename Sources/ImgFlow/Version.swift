/// The version of the language and its program.
public enum Version {
  public static let text = "0.1.0"
}
