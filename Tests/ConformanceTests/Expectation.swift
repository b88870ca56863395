import Foundation
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// What a script says, in comments, about what it prints and how it fails.
///
///     print(1 + 1)  // expect: 2
///     print(total)  // expect error: nothing is called `total`
///     // expect runtime error @+1: arithmetic: division by zero
///     print(1 / 0)
///     let unused = 1  // expect warning: W0101
///
/// A problem is expected on the line of its directive, or on one that `@+1` or `@-2` counts from
/// there. `expect hint`, `expect note` and `expect trace` ask for more about the problem whose
/// directive stands before them.
struct Expectation {
  /// A problem that must be reported, and parts of what must be said about it.
  struct Problem {
    let file: String
    let line: Int
    let isRuntime: Bool
    let isWarning: Bool
    /// `code`, `code: part of the message`, or just a part of the message.
    let part: String
    var hint: String?
    var notes: [String] = []
    var trace: [String] = []
  }

  /// What the run is given.
  struct Settings {
    var parameters: [String: Interpreter.ParameterValue] = [:]
    var input: [String] = []
    var environment: [String: String] = [:]
    /// Files in the folder it runs in.
    var files: [String: String] = [:]
    /// What it may use.
    var limits = Interpreter.Options()
  }

  var output: [(text: String, line: Int)] = []
  private(set) var problems: [Problem] = []
  private(set) var settings = Settings()
  /// The exit code that a directive asks for.
  private(set) var exitCode: Int?
  /// The modules that have been read.
  private var files: Set<String> = []

  /// Reads the directives of a script, and of the modules beside it that it imports, which say what
  /// is reported in them.
  ///
  /// - Throws: `InvalidDirective`.
  init(of source: SourceFile) throws {
    var sources = [source]
    while let next = sources.popLast() {
      for directive in try Directive.all(in: next) { try add(directive, in: next) }
      for module in next.importedModules where !files.contains(module.name) {
        sources.append(module)
        files.insert(module.name)
      }
    }
  }

  /// Whether something is expected to be wrong where a problem is.
  ///
  /// - Parameter isRuntime: whether only what fails as the script runs counts.
  func hasProblem(at problem: Outcome.Problem, isRuntime: Bool = false) -> Bool {
    problems.contains {
      $0.line == problem.line && $0.file == problem.file && !$0.isWarning
        && ($0.isRuntime || !isRuntime)
    }
  }

  private mutating func add(_ directive: Directive, in source: SourceFile) throws {
    let text = directive.text
    switch directive.name {
    case "expect": output.append((text, directive.line))
    case "expect error", "expect runtime error", "expect warning":
      problems.append(
        Problem(
          file: source.name, line: directive.target,
          isRuntime: directive.name == "expect runtime error",
          isWarning: directive.name == "expect warning", part: text))
    case "expect hint": try changeProblem(directive) { $0.hint = text }
    case "expect note": try changeProblem(directive) { $0.notes.append(text) }
    case "expect trace": try changeProblem(directive) { $0.trace.append(text) }
    case "param":
      let (name, value) = try directive.assignment()
      switch settings.parameters[name] {
      case .text(let first): settings.parameters[name] = .texts([first, value])
      case .texts(let values): settings.parameters[name] = .texts(values + [value])
      default: settings.parameters[name] = .text(value)
      }
    case "limit":
      let (name, value) = try directive.assignment()
      guard let number = Int(value) else { throw directive.invalid("takes NAME = NUMBER") }
      switch name {
      case "steps": settings.limits.maxSteps = number
      case "memory": settings.limits.maxMemory = number
      case "depth": settings.limits.callDepth = number
      case "timeout": settings.limits.timeout = number
      default: throw directive.invalid("knows no limit `\(name)`")
      }
    case "stdin": settings.input.append(text)
    case "env":
      let (name, value) = try directive.assignment()
      settings.environment[name] = value
    case "exit":
      guard let code = Int(text) else { throw directive.invalid("takes a number") }
      exitCode = code
    default: throw directive.invalid("is unknown")
    }
  }

  private mutating func changeProblem(
    _ directive: Directive, _ change: (inout Problem) -> Void
  ) throws {
    guard !problems.isEmpty else { throw directive.invalid("needs an expected error before it") }
    change(&problems[problems.count - 1])
  }
}

extension SourceFile {
  /// The modules that it imports by path, as far as they can be read.
  fileprivate var importedModules: [SourceFile] {
    Parser.parse(self).tree.statements.compactMap { statement in
      guard case .importModule(let declaration) = statement.kind else { return nil }
      let path = Paths.absolute(declaration.path, in: Paths.folder(of: name))
      guard let text = try? String(contentsOfFile: path, encoding: .utf8), path != name else {
        return nil
      }
      return SourceFile(name: path, text: text)
    }
  }
}
