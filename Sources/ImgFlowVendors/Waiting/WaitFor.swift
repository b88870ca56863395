import ImgFlowRuntime
import ImgFlowValues

/// `waitFor`: the one function that waits for what runs elsewhere.
package enum WaitFor {
  package static let builtin = Builtin(
    "waitFor",
    [
      .init("target", [.object, .list, .function]),
      .init("timeout", .duration, .defaulted(.duration(milliseconds: 30 * 60_000))),
      .init("every", .duration, .optional),
      .init("until", .function, .optional),
      .init("onError", .words(["throw", "collect"]), .defaulted(.string("throw"))),
    ], returns: .derived(.done(.argument("target"))),
    """
    Waits until a resource is done, as its vendor's file says, and returns it. A list is \
    waited for as a whole. `waitFor(() => getIt(), until: it => it.ready)` waits for anything. \
    `until` replaces the file's rule, `every` its intervals.
    """,
    examples: [
      ("waitFor(() => {done: true}, until: job => job.done, every: 1s)", #"{"done": true}"#)
    ],
    body: run
  ).effect(
    rule)

  private static var rule: EffectRule {
    var rule = EffectRule("waitFor") { call in
      // A function of the script is run again, and its effects are given back.
      targets(call).contains { $0.type == .function } ? nil : .safe
    }
    rule.onReplay { call, _ in
      call.evaluator.host.sources.noteGivenBack()
      for case let subject as ResourceSubject in targets(call).compactMap({
        try? Subjects(call).subject($0)
      }) { call.evaluator.host.progress.note(.workEnded(subject.label)) }
    }
    return rule
  }

  private static func targets(_ call: NativeCall) -> [Value] { call[0].asItems ?? [call[0]] }

  private static func run(_ call: NativeCall) throws -> Value {
    let subjects = Subjects(call)
    let loop = WaitLoop(
      call, timeout: call[1].asDuration?.milliseconds ?? 0, collectsErrors: try collects(call))
    guard let list = call[0].asList else {
      let outcomes = try loop.run([try subjects.subject(call[0])])
      return outcomes.first ?? .null
    }
    return try .list(loop.run(list.items.map(subjects.subject)))
  }

  private static func collects(_ call: NativeCall) throws -> Bool {
    switch try call.string(4) {
    case "throw": return false
    case "collect": return true
    case let other:
      throw ValueError(
        .validation,
        "`onError` must be \"throw\" or \"collect\", not \(Value.string(other).shortDescription())")
    }
  }

  /// Makes something to wait for of what the script gave.
  private struct Subjects {
    let call: NativeCall

    init(_ call: NativeCall) { self.call = call }

    func subject(_ target: Value) throws -> any WaitSubject {
      let every = call.optional(2)?.asDuration?.milliseconds
      if let every, every <= 0 {
        throw ValueError(.validation, "`every` must be longer than 0s")
      }
      if target.type == .function {
        guard let until = call.optional(3) else {
          throw ValueError(
            .type, "waiting for a function needs `until`",
            help: "write `waitFor(() => getIt(), until: it => it.ready)`")
        }
        return FunctionSubject(call, function: target, until: until, every: every ?? 2000)
      }
      guard let record = target.asRecord, let type = record.resource as? VendorResourceType else {
        throw ValueError(
          .type,
          "`waitFor` takes the result of a vendor's operation, not \(target.type.nameWithArticle)",
          help: "wait for anything with `waitFor(() => getIt(), until: it => it.ready)`")
      }
      guard let rule = type.declaration.wait else {
        throw ValueError(
          .type, "`\(type.name)` cannot be waited for: its vendor does not say when it is done",
          help: "wait for anything with `waitFor(() => getIt(), until: it => it.ready)`")
      }
      return ResourceSubject(
        call, record, type, rule, until: call.optional(3), every: every)
    }
  }
}
