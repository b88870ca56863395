import Foundation
import ImgFlow
import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import ImgFlowVendors
import Synchronization
import TestSupport
import Testing

@testable import ImgFlowSandbox

/// A script that calls the operations of a vendor over HTTP, with the arguments that a file here has for
/// each of them: `Fixtures/operations/<vendor>.imgflow` defines `operations`, by name.
struct OperationScript: Sendable {
  let vendor: Vendor
  private let arguments: String
  private let url: String

  init(_ name: String, at url: String) throws {
    vendor = try #require(try BuiltInVendors.vendor(name))
    arguments = try String(
      contentsOf: Repository.fixture("operations/\(name).imgflow"), encoding: .utf8)
    self.url = url
  }

  /// A call that is tried, and what came of it.
  struct Attempt: Sendable {
    var operation: ImgFlowCatalogue.Operation
    /// Code that makes the arguments; those of the file without it.
    var arguments: String?
    /// What the attempt is called.
    var title = ""
  }

  struct Outcome: Sendable {
    var title: String
    var arguments: Value
    var result: Value
    /// Of the error; nil when the call succeeded.
    var kind: String?
    var status: Int?
    var message: String?
  }

  /// Tries calls one after the other.
  ///
  /// - Parameters:
  ///   - before: code that is run before each, when its arguments are there.
  ///   - credentials: in place of the demo account's.
  func run(
    _ attempts: [Attempt], before: String = "", credentials: [String: String] = [:],
    known: Value = .null
  ) async throws -> [Outcome] {
    var settings = VendorSettings.sandbox(at: url)
    settings.values[vendor.name] = credentials
    let value = await Self.run(
      text(attempts, before), settings,
      parameters: [
        "picture": .string(Repository.fixture("images/cat.jpg").path), "known": known,
        "server": .string(url),
      ])
    return value.asList?.items.compactMap(Self.outcome) ?? []
  }

  /// Runs a script and gives the value of its last expression; null, and a failed test, when it fails.
  static func run(
    _ text: String, _ settings: VendorSettings, parameters: [String: Value] = [:]
  ) async -> Value {
    let script = ImgFlow.Script(
      SourceFile(name: "operations.imgflow", text: text), library: ImgFlowLibrary { settings })
    let (outcome, value) = await OwnThread.run {
      let last = Mutex(Value.null)
      let outcome = script.run(
        parameters: parameters.mapValues { .value($0) },
        finish: { value, _ in last.withLock { $0 = value } })
      return (outcome, last.withLock { $0 })
    }
    guard case .finished = outcome else {
      Issue.record("\(description(of: outcome))")
      return .null
    }
    return value
  }

  private func text(_ attempts: [Attempt], _ before: String) -> String {
    let start = """
      param server: string
      param known: any
      \(arguments)
      fn attempt(title: string, make: any, call: any) -> object {
        let args = make()
        \(before)
        try { {title: title, args: args, result: call(args)} } catch e {
          {title: title, args: args, kind: e.kind, status: e?.status, message: e.message}
        }
      }

      """
    let calls = attempts.map { attempt in
      let name = attempt.operation.name
      let make = attempt.arguments ?? "operations.\(name)"
      let end = attempt.operation.paging == nil ? "" : ".take(3).all()"
      let call = "\(attempt.operation.qualifiedName)(...args)\(end)"
      return "  attempt(\"\(name)\(attempt.title)\", \(make), args => \(call)),"
    }
    return start + "[\n" + calls.joined(separator: "\n") + "\n]\n"
  }

  private static func description(of outcome: ImgFlow.Outcome) -> String {
    switch outcome {
    case .rejected(let diagnostics):
      diagnostics.map { DiagnosticRenderer().render($0) }.joined(separator: "\n")
    case .failed(let error): DiagnosticRenderer().render(error.diagnostic)
    default: "\(outcome)"
    }
  }

  private static func outcome(_ value: Value) -> Outcome? {
    guard let record = value.asRecord else { return nil }
    return Outcome(
      title: record["title"]?.asString ?? "", arguments: record["args"] ?? .null,
      result: record["result"] ?? .null, kind: record["kind"]?.asString,
      status: record["status"]?.asInt, message: record["message"]?.asString)
  }
}
