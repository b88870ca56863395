import ImgFlowSyntax
import ImgFlowValues

/// What name resolution found out about a module: a table alongside the syntax tree.
public struct Resolution: Sendable {
  /// Where each name that is used, declared or assigned is found at run time.
  public internal(set) var references: [NodeID: VariableReference] = [:]
  /// The types that variables were declared with, for each use of one that may change.
  public internal(set) var annotations: [NodeID: TypeExpression] = [:]
  /// The vendor that a name of the outermost scope was `use`d from.
  public internal(set) var usedFrom: [NodeID: String] = [:]
  /// The frames of functions, lambdas and bodies of `parallel`, by their id.
  public internal(set) var frames: [NodeID: FrameLayout] = [:]
  /// What a block has to prepare when it is entered, by the start of its range.
  public internal(set) var blocks: [Int: BlockLayout] = [:]
  /// The slots whose values nothing reads any more after a statement, by the start of its range.
  public internal(set) var releases: [Int: [Int]] = [:]
  /// The frame of the module's own statements.
  public internal(set) var moduleSlotCount = 0
  /// The names of the top-level variables, by index.
  public internal(set) var globals: [String] = []
  /// Which of them are exported.
  public internal(set) var exports: [String: Int] = [:]
  /// For each statement of the top level, the statements that declare what it names, by index; empty
  /// in a module without tests.
  public internal(set) var needs: [[Int]] = []
  /// Literals for values of the type `secret`.
  public internal(set) var secretTexts: Set<String> = []
  /// What it shows to modules that import it.
  public internal(set) var interface = ModuleInterface()
  /// What is known of the names that it declares, in the order of the source.
  public internal(set) var types: [DeclaredName] = []
  /// What is known of the value of its last statement.
  package internal(set) var lastType = Type.any
}

/// A name with what is known of its value where it is declared.
public struct DeclaredName: Sendable {
  public let name: Name
  public let type: Type
}

/// The frame of a function: first its parameters and variables, then what it captured.
public struct FrameLayout: Sendable {
  /// The slots of its own variables.
  public let slotCount: Int
  /// Where, in the frame of the function around it, each captured value or box is taken from; they
  /// are put into the slots from `slotCount` on.
  public let captures: [Int]

  public init(slotCount: Int, captures: [Int]) {
    self.slotCount = slotCount
    self.captures = captures
  }

  /// The slots of the frame.
  public var size: Int { slotCount + captures.count }
}

/// The boxes that must exist when a block starts, because functions that are made there share them.
public struct BlockLayout: Sendable {
  public let earlyBoxes: [Int]
}
