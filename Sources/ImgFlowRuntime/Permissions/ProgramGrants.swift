import ImgFlowSyntax
import ImgFlowValues

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The programs that a run may start, as they were when it began.
///
/// A program that has been replaced since, or that `PATH` now finds elsewhere, is another one.
struct ProgramGrants: Sendable {
  /// A program on disk.
  private struct Located: Hashable, Sendable {
    /// Where it was found; its folder has no links in it.
    let place: String
    let device: UInt64
    let number: UInt64
    let size: Int
    let changed: [Int]
  }

  /// As they are granted.
  let names: Set<String>
  private let located: Set<Located>
  private let search: [String]

  init(_ programs: [String], _ host: any Host) {
    let text = (try? host.environment("PATH")) ?? "/usr/local/bin:/usr/bin:/bin"
    search = text.split(separator: ":").map(String.init).filter(\.isAbsolutePath)
    names = Set(programs)
    located = Set(programs.compactMap { [search] in Self.locate($0, search) })
  }

  /// The path of an executable that may be run for a program; nil if there is none.
  func path(of program: String) -> String? {
    Self.locate(program, search).flatMap { located.contains($0) ? $0.place : nil }
  }

  /// Whether a program is somewhere at all.
  func exists(_ program: String) -> Bool { Self.locate(program, search) != nil }

  private static func locate(_ program: String, _ search: [String]) -> Located? {
    let paths = program.hasSlash ? [program] : search.map { "\($0)/\(program)" }
    for path in paths where access(path, X_OK) == 0 {
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      guard let folder = realpath(Paths.folder(of: path), nil) else { continue }
      defer { free(folder) }
      #if canImport(Glibc)
        let times = [status.st_mtim, status.st_ctim]
      #else
        let times = [status.st_mtimespec, status.st_ctimespec]
      #endif
      return Located(
        place: String(cString: folder) + "/" + Paths.name(of: path),
        device: UInt64(truncatingIfNeeded: status.st_dev),
        number: UInt64(truncatingIfNeeded: status.st_ino), size: Int(status.st_size),
        changed: times.flatMap { [Int($0.tv_sec), Int($0.tv_nsec)] })
    }
    return nil
  }
}

extension Permissions {
  /// The command with the executable that may be run for it.
  ///
  /// - Throws: a `permission` error.
  func checked(_ command: Command) throws -> Command {
    let program = command.program
    if denied.contains(.run) { throw refusal(.run, "run `\(program)`", granting: program) }
    guard isConfined else { return command }
    if let name = command.chosenVariables.first(where: Self.changesPrograms) {
      throw ValueError(
        .permission,
        "the script may not set `\(name)` for a program: it decides what code that runs",
        help: "leave it out, or set it in the environment of ImgFlow's caller")
    }
    guard programs.exists(program) || !programs.names.contains(program) else {
      throw ValueError(
        .io, "no such program: `\(program)`",
        help: "confined scripts find programs in the absolute folders of PATH")
    }
    guard let path = programs.path(of: program) else {
      throw programs.names.contains(program)
        ? ValueError(
          .permission, "`\(program)` is not the program that it was when the script began",
          help: "a permitted program must stay as it is and where it is; run the script again")
        : refusal(.run, "run `\(program)`", granting: program)
    }
    var command = command
    command.executable = path
    return command
  }

  /// Whether a variable has programs load or find other code.
  private static func changesPrograms(_ name: String) -> Bool {
    let starts = [
      "LD_", "DYLD_", "PYTHON", "PERL5", "RUBY", "NODE_", "JAVA_", "JDK_", "GIT_", "GCONV",
    ]
    return starts.contains(where: name.hasPrefix)
      || ["PATH", "BASH_ENV", "ENV", "SHELLOPTS", "IFS", "GLIBC_TUNABLES"].contains(name)
  }
}
