import Hummingbird
import ImgFlowValues

// What is to go wrong: `GET`, `POST` and `DELETE /_sandbox/faults`.
extension ControlRoutes {
  /// What is set.
  func faults() throws -> Response {
    let rules = try sandbox.faults.rules.map { rule in
      try Value.object([
        "operation": Value(rule.operation), "fault": .string(rule.fault.rawValue),
        "status": .int(rule.status), "message": .string(rule.message),
        "delay": .float(rule.delay), "after": .int(rule.after), "times": Value(rule.times),
      ])
    }
    return .object(["chaos": Value(sandbox.faults.chaos?.text), "rules": try .list(rules)])
  }

  func addFault(_ fields: ControlFields) throws -> Response {
    if let chaos = fields["chaos"] {
      try fields.only("chaos")
      do {
        sandbox.faults.set(chaos.isNull ? nil : try Chaos(chaos.asString ?? ""))
      } catch {
        throw Refusal.malformed(error.description)
      }
    } else {
      sandbox.faults.add(try Self.rule(fields))
    }
    return try faults()
  }

  private static func rule(_ fields: ControlFields) throws -> FaultRule {
    try fields.only("operation", "fault", "status", "message", "delay", "after", "times")
    guard let fault = fields["fault"]?.asString.flatMap(Fault.init) else {
      let names = Fault.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      throw Refusal.malformed("Send {\"chaos\": \"error=5%\"}, or a `fault` of \(names).")
    }
    guard let delay = fields["delay"].map(StepText.seconds) ?? 2, (0...3600).contains(delay) else {
      throw Refusal.malformed("`delay` must be a duration such as \"2s\".")
    }
    let times = try fields.int("times") ?? 1
    return FaultRule(
      operation: try operation(fields), fault: fault,
      status: try fields.int("status", in: 400...599) ?? 503,
      message: try fields.text("message") ?? "It failed as requested.", delay: delay,
      after: try fields.int("after") ?? 0, times: times == 0 ? nil : times)
  }

  /// The operation that a fault is for, or the vendor; nil for all.
  ///
  /// - Throws: a 400 for a name that no request has.
  private static func operation(_ fields: ControlFields) throws -> String? {
    guard let name = try fields.text("operation") else { return nil }
    let vendors = EmulatorTable.kinds.map { $0.name }
    guard
      vendors.contains(name)
        || EmulatorTable.kinds.contains(where: { $0.operationNames.contains(name) })
    else {
      throw Refusal.malformed(
        "Unknown operation `\(name.prefix(80))`; write a name such as `expoze.createJob`, or one of "
          + vendors.map { "`\($0)`" }.joined(separator: ", ") + ".")
    }
    return name
  }
}
