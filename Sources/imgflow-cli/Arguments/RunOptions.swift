/// What the flags that every script takes have said.
struct RunOptions {
  enum Vendors {
    /// The services themselves.
    case real
    /// A sandbox that is started for the run.
    case sandbox
    /// A sandbox that runs already.
    case sandboxAt(String)
  }

  var vendors = Vendors.real
  var timeScale: String?
  /// The longest time that the run may take, in milliseconds.
  var timeout: Int?
  var isQuiet = false
  var isVerbose = false
  var allowsColour = true
  var allowsInput = true
  var allowsReveal = false
  var wantsJSON = false
  var wantsHelp = false
  var skin = DiagnosticSkin.terminal
  /// The text of `-e`.
  var expression: String?
}
