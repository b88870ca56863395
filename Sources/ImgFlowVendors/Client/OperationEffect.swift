import ImgFlowCatalogue
import ImgFlowJournal
import ImgFlowRuntime
import ImgFlowValues

// What a journal must know of the operations of a vendor.
extension VendorClient {
  func effect(of operation: Operation) -> EffectRule {
    var rule = EffectRule(operation.qualifiedName) { [self] call in
      // A listing only describes what is requested later; a resumed run signs in anew.
      guard operation.paging == nil, !operation.opensSession else { return nil }
      return try repetition(of: operation, call)
    }
    rule.files = { call in
      operation.parameters.indices.compactMap { index in
        guard operation.parameters[index].type.scalar == .file else { return nil }
        return call.optional(index)?.asString
      }
    }
    rule.adoption = { [self] call, value in
      try OperationCall(self, operation, call.evaluator, at: call.range).adopt(value)
    }
    rule.onReplay { [self] call, _ in
      let arguments = operation.parameters.enumerated().map { index, parameter in
        call.optional(index) ?? parameter.defaultValue
      }
      try OperationCall(self, operation, call.evaluator, at: call.range).recount(arguments)
    }
    rule.onReplay { call, _ in call.evaluator.host.sources.noteGivenBack() }
    rule.onReplay { [self] call, value in noteWork(value, of: operation, call) }
    return rule
  }

  private func repetition(of operation: Operation, _ call: NativeCall) throws -> Repetition {
    switch operation.repetition {
    case .safe: return .safe
    case .idempotent: return .idempotent
    case .keyed: return .keyed
    case .never:
      guard let recovery = operation.recovery else { return .never }
      let arguments = operation.parameters.indices.map { call.optional($0) }
      let asked = OperationCall(self, operation, call.evaluator, at: call.range)
      return try LostAnswer(asked, recovery, arguments).applies() ? .find : .never
    }
  }
}
