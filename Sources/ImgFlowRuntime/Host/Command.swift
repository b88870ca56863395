/// A program to run, without a shell.
public struct Command: Sendable {
  /// A name to look for in `PATH`, or a path.
  public var program: String
  /// The path of the file to execute; nil to look for the program.
  package var executable: String?
  public var arguments: [String]
  /// What it reads from standard input.
  public var input: [UInt8]
  /// All variables that it sees.
  public var environment: [(name: String, value: String)]
  /// The names of those that the script has set.
  package var chosenVariables: [String] = []

  public init(
    _ program: String, _ arguments: [String], input: [UInt8] = [],
    environment: [(name: String, value: String)] = []
  ) {
    self.program = program
    self.arguments = arguments
    self.input = input
    self.environment = environment
  }

  /// How it ended.
  public struct Result: Sendable {
    /// The exit status; 128 and the number of the signal when one ended it.
    public var status: Int
    public var output: [UInt8]
    public var errors: [UInt8]

    public init(status: Int, output: [UInt8], errors: [UInt8]) {
      self.status = status
      self.output = output
      self.errors = errors
    }
  }
}
