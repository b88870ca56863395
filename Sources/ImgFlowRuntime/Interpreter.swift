import ImgFlowAnalysis
import ImgFlowJournal
import ImgFlowSyntax
import ImgFlowValues
import Synchronization

/// What all evaluators of one run share: the host, the modules, the vendors, the secrets to mask.
public final class Interpreter: Sendable {
  package let host: any Host
  /// Where `import` finds modules and vendors' names come from.
  package let library: any Library
  /// The strings that never reach an output.
  package let redactor: Redactor
  package let options: Options
  /// What the entries of a session may do; nil if that is whatever the user may.
  let sessionPermissions: Permissions?
  let modules = ModuleRegistry()
  /// What `once` remembers.
  let once: OnceMemory
  /// The names of places in the source, for the journal.
  let callSites = CallSites()
  /// Counts steps, when they have a limit.
  let steps: StepMeter?
  /// Threads that bodies of `parallel` may still start.
  let spareThreads = Atomic<Int>(1_024)
  /// Numbers the bodies of `parallel`; 0 is the script itself.
  let owners = Atomic<UInt64>(0)

  /// Limits and wishes of a run.
  public struct Options: Sendable {
    /// How many calls may be inside each other.
    public var callDepth = 10_000
    /// The longest time that the run may take, in milliseconds.
    public var timeout: Int?
    /// How many bytes the process may hold; by default three quarters of the machine's memory.
    public var maxMemory: Int?
    /// How many calls and turns of loops there may be.
    public var maxSteps: Int?
    /// The values of the script's parameters, by name.
    public var parameters: [String: ParameterValue] = [:]
    /// What remembers the effects of the run; nil if nothing does.
    package var journal: RunJournal?
    /// Where the values of `once` are kept; nil if only for this run.
    package var once: OnceMemory?
    /// Whether `.reveal()` is allowed.
    public var allowsReveal = false
    /// Whether scripts are refused in which something always fails.
    public var checksTypes = true
    /// What the command line says of permissions.
    package var confinement = Confinement()

    public init() {}
  }

  /// A parameter as it was given: a string from the command line, or a value from an embedding program.
  public enum ParameterValue: Sendable {
    case text(String)
    case texts([String])
    case value(Value)
    /// What a JSON file has for it, and the name of the file.
    case json(Value, file: String)
  }

  /// - Parameter redactor: knows earlier secrets, if a session continues with another library.
  package init(
    host: any Host, library: any Library, options: Options = Options(),
    redactor: Redactor = Redactor()
  ) {
    self.host = host
    self.redactor = redactor
    self.library = library
    self.options = options
    sessionPermissions = Permissions.ofSession(options.confinement, host)
    once = options.once ?? OnceInMemory.memory
    steps = options.maxSteps.map { StepMeter(limit: $0) }
  }
}

extension Interpreter {
  /// The type of a vendor's resource, such as `expoze.Job`; nil if it is not known.
  func resourceType(_ name: String) -> ResourceType? { library.resourceType(name, for: self) }
}

/// Where the interpreter finds what scripts name but do not define.
package protocol Library: Sendable {
  /// Built-in functions beyond those of the language itself, such as `waitFor`.
  var functions: [Builtin] { get }
  /// The source of a standard module such as `std/csv`, or nil.
  func standardModule(_ path: String) -> SourceFile?
  /// The names of all standard modules, for near names.
  var standardModuleNames: [String] { get }
  /// The built-in vendors, by name, sorted.
  var vendorNames: [String] { get }
  /// The names of the operations and functions of a vendor, without making it ready for calls; nil if they
  /// are not known before that.
  func memberNames(ofVendor name: String) throws -> [String]?
  /// Loads a vendor, once; nil if there is none of this name.
  func vendor(_ name: String, for interpreter: Interpreter) throws -> Namespace?
  /// The type of a vendor's resource, such as `expoze.Job`; nil if it is not known.
  func resourceType(_ name: String, for interpreter: Interpreter) -> ResourceType?
  /// Makes a vendor of a declaration in a script; nil where scripts cannot declare any.
  ///
  /// - Throws: `CheckFailure` if the declaration is not usable.
  func vendor(
    _ declaration: VendorDeclaration, documentation: String?, for interpreter: Interpreter
  ) throws -> Namespace?
}

extension Library {
  package func memberNames(ofVendor name: String) throws -> [String]? { nil }

  package func resourceType(_ name: String, for interpreter: Interpreter) -> ResourceType? { nil }

  package func vendor(
    _ declaration: VendorDeclaration, documentation: String?, for interpreter: Interpreter
  ) throws -> Namespace? { nil }
}

/// A vendor, built-in namespace or module as a value's members: `expoze.upload`, `json.parse`.
package final class Namespace: HeapObject, @unchecked Sendable {
  package let name: String
  /// The resources that a vendor declares, by name.
  package let resources: [String: ResourceReference]
  private let constants: [String: Value]
  /// The `var`s that a module exports, which it may change at any time.
  let variables: [String: Box]
  /// What a call of the name itself calls: `file("a.jpg")`, alongside `file.text("a.txt")`.
  let function: Value?

  package convenience init(
    name: String, members: [String: Value], resources: [String: ResourceReference] = [:]
  ) {
    self.init(name: name, constants: members, variables: [:], resources: resources)
  }

  init(
    name: String, constants: [String: Value], variables: [String: Box] = [:],
    resources: [String: ResourceReference] = [:], function: Value? = nil
  ) {
    self.name = name
    self.function = function
    self.constants = constants
    self.variables = variables
    self.resources = resources
    super.init(type: .module)
  }

  /// All members as they are now.
  package var members: [String: Value] {
    constants.merging(variables.mapValues(\.value)) { $1 }
  }

  /// The member of a name as it is now.
  package subscript(name: String) -> Value? { constants[name] ?? variables[name]?.value }
}
