import ImgFlow
import ImgFlowValues

/// Shows the value of a statement.
struct ResultView {
  /// The text that shows a value on a screen of some size, with line ends.
  static func text(of value: Value, width: Int, height: Int, usesColour: Bool) -> String {
    value.displayText + "\n"
  }
}
