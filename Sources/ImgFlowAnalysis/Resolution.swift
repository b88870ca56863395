import ImgFlowSyntax
import ImgFlowValues

/// What name resolution found out about a module: a table alongside the syntax tree.
package struct Resolution: Sendable {
  /// Where each name that is used, declared or assigned is found at run time.
  package internal(set) var references: [NodeID: VariableReference] = [:]
  /// The types that variables were declared with, for each use of one that may change.
  package internal(set) var annotations: [NodeID: TypeExpression] = [:]
  /// The types that the module declares or imports, by their names as written.
  package internal(set) var namedTypes: [String: NamedType] = [:]
  /// The vendor that a name of the outermost scope was `use`d from.
  package internal(set) var usedFrom: [NodeID: String] = [:]
  /// The frames of functions, lambdas and bodies of `parallel`, by their id.
  package internal(set) var frames: [NodeID: FrameLayout] = [:]
  /// What a block has to prepare when it is entered, by the start of its range.
  package internal(set) var blocks: [Int: BlockLayout] = [:]
  /// The slots whose values nothing reads any more after a statement, by the start of its range.
  package internal(set) var releases: [Int: [Int]] = [:]
  /// How many loops a `break` or `continue` leaves before the one that it is about, by the start of its range.
  package internal(set) var jumps: [Int: Int] = [:]
  /// The frame of the module's own statements.
  package internal(set) var moduleSlotCount = 0
  /// The names of the top-level variables, by index.
  package internal(set) var globals: [String] = []
  /// Which of them are exported.
  package internal(set) var exports: [String: Int] = [:]
  /// For each statement of the top level, the statements that declare what it names, by index; empty
  /// in a module without tests.
  package internal(set) var needs: [[Int]] = []
  /// Literals for values of the type `secret`.
  package internal(set) var secretTexts: Set<String> = []
  /// What it shows to modules that import it.
  package internal(set) var interface = ModuleInterface()
  /// What is known of the names that it declares, in the order of the source.
  package internal(set) var types: [DeclaredName] = []
  /// What is known of the value of its last statement.
  package internal(set) var lastType = Type.any
}

/// A name with what is known of its value where it is declared.
package struct DeclaredName: Sendable {
  package let name: Name
  package let type: Type
}

/// The frame of a function: first its parameters and variables, then what it captured.
package struct FrameLayout: Sendable {
  /// The slots of its own variables.
  package let slotCount: Int
  /// Where, in the frame of the function around it, each captured value or box is taken from; they
  /// are put into the slots from `slotCount` on.
  package let captures: [Int]

  package init(slotCount: Int, captures: [Int]) {
    self.slotCount = slotCount
    self.captures = captures
  }

  /// The slots of the frame.
  package var size: Int { slotCount + captures.count }
}

/// The boxes that must exist when a block starts, because functions that are made there share them.
package struct BlockLayout: Sendable {
  package let earlyBoxes: [Int]
}
