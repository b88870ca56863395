import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowValues

// What calls start, and leave running at a service.
extension VendorClient {
  /// Reports to those who watch the run what the result of a call says about work at the service: that it goes on, if
  /// the call started it, or that it has ended.
  func noteWork(_ result: Value, of operation: Operation, _ call: NativeCall) {
    // What a call only reads may be a long list.
    let values = operation.repetition == .safe ? [result] : result.asItems ?? [result]
    for value in values {
      guard let record = value.asRecord, let type = record.resource as? VendorResourceType,
        let rule = type.declaration.wait
      else { continue }
      let subject = ResourceSubject(call, record, type, rule, until: nil, every: nil)
      let progress = call.evaluator.host.progress
      switch try? subject.verdict(value) {
      case .done, .failed: progress.note(.workEnded(subject.label))
      case .running where operation.repetition == .never || operation.keyHeader != nil:
        progress.note(
          .workBegan(
            RunWork(
              label: subject.label, operation: operation.qualifiedName,
              cancel: type.cancelling(record, call))))
      case .running, nil: break
      }
    }
  }
}

extension VendorResourceType {
  /// What ends the work before it is done; nil if the declaration does not say how.
  fileprivate func cancelling(
    _ record: RecordObject, _ call: NativeCall
  ) -> (@Sendable (Evaluator) throws -> Void)? {
    guard let rule = declaration.cancel else { return nil }
    let (names, range) = (names(of: record), call.range)
    return { [client] evaluator in
      _ = try client.evaluate(rule.call, names, evaluator, at: range)
    }
  }
}
