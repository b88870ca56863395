import ImgFlowValues

/// The form of a body: which part of it means what. It reads bodies, and writes those of errors.
public indirect enum BodyTemplate: Sendable {
  /// What the value at this place is: `message`, `items`, `result`.
  case role(String)
  /// Always written so; ignored when it is read.
  case constant(Value)
  case object([(key: String, template: BodyTemplate)])
  /// A list: of violations in an error, and in an answer one whose first item is what is meant.
  case list(BodyTemplate)
  /// An object of any keys, each with a value of one form: `{[field]: [message]}`.
  case entries(key: String, BodyTemplate)
}

extension BodyTemplate {
  /// The parts of an answer by what they are; nil when it has another form.
  ///
  /// `items` must be there; what is absent otherwise is left out. One object where a list of items is
  /// documented counts as a list of one.
  func roles(in body: Value) -> [String: Value]? {
    var roles: [String: Value] = [:]
    return collect(body, isNested: false, into: &roles) ? roles : nil
  }

  private func collect(
    _ value: Value, isNested: Bool, into roles: inout [String: Value]
  ) -> Bool {
    switch self {
    case .constant, .entries: return true
    case .role("items"):
      guard let items = items(value, isNested: isNested) else { return false }
      roles["items"] = items
      return true
    case .role(let role):
      roles[role] = value
      return true
    case .list(let element):
      guard let list = value.asList else { return false }
      return list.items.first.map { element.collect($0, isNested: true, into: &roles) } ?? true
    case .object(let entries):
      guard let record = value.asRecord else { return false }
      return entries.allSatisfy { key, template in
        guard let value = record[key] else { return !template.isNeeded }
        return template.collect(value, isNested: true, into: &roles)
      }
    }
  }

  private func items(_ value: Value, isNested: Bool) -> Value? {
    switch value.type {
    case .list: value
    case .null where isNested: try? .list([])
    case .object where isNested: try? .list([value])
    default: nil
    }
  }

  /// Whether a body without this part has another form.
  private var isNeeded: Bool {
    switch self {
    case .role("items"), .role("result"): true
    case .list(let element): element.isNeeded
    case .object(let entries): entries.contains { $0.template.isNeeded }
    case .role, .constant, .entries: false
    }
  }
}
