import CSpawn

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How a program is started as a child of this process.
///
/// The child inherits the three descriptors that are given here and no other file, pipe or connection. It
/// blocks no signal, SIGPIPE and SIGINT end it unless it handles them, and SIGCHLD is not ignored.
public struct Launch {
  /// The path of the program, or a name without `/`, which is searched for in the folders of PATH.
  public var program: String
  /// The words after the name.
  public var arguments: [String]
  /// The path of the file that is run; `program` is then only the name that the child sees.
  public var executable: String?
  /// The variables of its environment, as `NAME=value`.
  public var environment: [String]
  /// The folder in which it runs; that of this process when nil.
  public var folder: String?
  /// The descriptors of its standard streams; `/dev/null` when nil.
  public var input, output, errors: Int32?
  /// Whether it leads a process group of its own, which a Ctrl-C at the terminal does not reach.
  public var leadsGroup = true

  public init(_ program: String, _ arguments: [String], environment: [String]) {
    (self.program, self.arguments, self.environment) = (program, arguments, environment)
  }

  /// A program that could not be started.
  public struct Failure: Error {
    /// The `errno` of the cause, such as ENOENT.
    public let code: Int32
  }

  /// Starts the program.
  ///
  /// - Returns: The number of its process, which `ProcessEnd(of:)` must take.
  /// - Throws: `Failure` if the system cannot start it.
  public func start() throws(Failure) -> pid_t {
    var actions = Self.noActions
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let folder { spawn_add_folder(&actions, folder) }
    for (target, descriptor) in [input, output, errors].enumerated() {
      if let descriptor {
        posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(target))
      } else {
        posix_spawn_file_actions_addopen(&actions, Int32(target), "/dev/null", O_RDWR, 0)
      }
    }
    var attributes = Self.noAttributes
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    if leadsGroup { flags |= POSIX_SPAWN_SETPGROUP }
    posix_spawnattr_setflags(&attributes, Int16(flags) | spawn_add_closing(&actions))
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGCHLD)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    var process = pid_t()
    let code = Self.withStrings([program] + arguments) { arguments in
      Self.withStrings(environment) { spawn(&process, &actions, &attributes, arguments, $0) }
    }
    guard code == 0 else { throw Failure(code: code) }
    return process
  }

  private typealias Strings = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

  #if canImport(Glibc)
    private typealias Actions = posix_spawn_file_actions_t
    private typealias Attributes = posix_spawnattr_t
    private static var noActions: Actions { Actions() }
    private static var noAttributes: Attributes { Attributes() }
  #else
    private typealias Actions = posix_spawn_file_actions_t?
    private typealias Attributes = posix_spawnattr_t?
    private static var noActions: Actions { nil }
    private static var noAttributes: Attributes { nil }
  #endif

  private func spawn(
    _ process: inout pid_t, _ actions: inout Actions, _ attributes: inout Attributes,
    _ arguments: Strings, _ environment: Strings
  ) -> Int32 {
    if let executable {
      posix_spawn(&process, executable, &actions, &attributes, arguments, environment)
    } else {
      posix_spawnp(&process, program, &actions, &attributes, arguments, environment)
    }
  }

  /// Calls `body` with an array of C strings that ends with nil.
  private static func withStrings(_ texts: [String], _ body: (Strings) -> Int32) -> Int32 {
    var strings = texts.map { strdup($0) } + [nil]
    defer { for string in strings { free(string) } }
    return strings.withUnsafeMutableBufferPointer { buffer in
      guard let first = buffer.baseAddress else { return EINVAL }
      return body(first)
    }
  }
}
