import Hummingbird
import ImgFlowValues

// What is to go wrong: `GET`, `POST` and `DELETE /_sandbox/faults`.
extension ControlRoutes {
  /// What is set.
  func faults() throws -> Response {
    let rules = try sandbox.faults.rules.map { rule in
      try Value.object([
        "operation": Value(rule.operation), "fault": .string(rule.fault.rawValue),
        "status": .int(rule.status), "after": .int(rule.after), "times": Value(rule.times),
      ])
    }
    return .object(["chaos": Value(sandbox.faults.chaos?.text), "rules": try .list(rules)])
  }

  func addFault(_ fields: RecordObject) throws -> Response {
    if let chaos = fields["chaos"] {
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

  private static func rule(_ fields: RecordObject) throws -> FaultRule {
    guard let fault = fields["fault"]?.asString.flatMap(Fault.init) else {
      let names = Fault.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      throw Refusal.malformed("Send {\"chaos\": \"error=5%\"}, or a `fault` of \(names).")
    }
    let status = fields["status"]?.asInt ?? 503
    guard (400..<600).contains(status) else {
      throw Refusal.malformed("`status` must be from 400 to 599.")
    }
    let (after, times) = (fields["after"]?.asInt ?? 0, fields["times"]?.asInt ?? 1)
    guard after >= 0, times >= 0 else {
      throw Refusal.malformed("`after` and `times` count requests; `times` 0 is for all.")
    }
    guard let delay = fields["delay"].map(StepText.seconds) ?? 2, (0...3600).contains(delay) else {
      throw Refusal.malformed("`delay` must be a duration such as \"2s\".")
    }
    return FaultRule(
      operation: fields["operation"]?.asString, fault: fault, status: status,
      message: fields["message"]?.asString ?? "It failed as requested.", delay: delay,
      after: after, times: times == 0 ? nil : times)
  }
}
