import ImgFlowSyntax
import ImgFlowValues

/// What can be wrong with the names and the number of arguments, in the words that the checks before running
/// share with running scripts.
package struct ArgumentMistake {
  package let message: String
  package let help: String?

  /// - Parameter names: those of the parameters that can be named, of `count` in all.
  package static func unknown(
    _ label: String, of function: String, names: [String], count: Int
  ) -> ArgumentMistake {
    let near = NearNames.nearest(to: label, in: names)
    return ArgumentMistake(
      message: "`\(function)` has no parameter `\(label)`",
      help: near.map { "did you mean `\($0):`?" }
        ?? (count == 0
          ? "it takes no arguments"
          : names.isEmpty
            ? "its parameters have no names: write just the value"
            : "its parameters are \(names.formatted(and: "and"))"))
  }

  package static func repeated(_ label: String, of function: String) -> ArgumentMistake {
    ArgumentMistake(
      message: "`\(label)` is given to `\(function)` twice", help: "remove one of the two")
  }

  package static func tooMany(
    of function: String, takes count: Int, given: Int
  ) -> ArgumentMistake {
    ArgumentMistake(
      message:
        "`\(function)` takes \(counted(count)), but \(given) \(given == 1 ? "is" : "are") given",
      help: nil)
  }

  /// `no arguments`, `1 argument`, `2 arguments`.
  package static func counted(_ count: Int) -> String {
    count == 0 ? "no arguments" : Quantity.of(count, "argument")
  }
}
