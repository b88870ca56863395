/// What views are made for: the size of the terminal and what it can show.
package struct Screen: Sendable {
  /// Columns and rows.
  package var width: Int
  package var height: Int
  package var usesColour: Bool

  package init(width: Int, height: Int, usesColour: Bool) {
    // Below this nothing can be shown that is of any use.
    self.width = max(width, 20)
    self.height = max(height, 8)
    self.usesColour = usesColour
  }

  /// The lines that a result may take, so that the statement it came from stays in sight.
  var resultLines: Int { max(6, height - 6) }
}
