import ImgFlowValues

/// The form of a body: which part of it means what. It reads bodies, and writes those of errors.
package indirect enum BodyTemplate: Sendable {
  /// What the value at this place is: `message`, `items`, `result`.
  case role(String)
  /// Always written so; ignored when it is read.
  case constant(Value)
  case object([(key: String, template: BodyTemplate)])
  /// A list: of violations in an error, and in a response one whose first item is meant.
  case list(BodyTemplate)
  /// An object of any keys, each with a value of one form: `{[field]: [message]}`.
  case entries(key: String, BodyTemplate)
}

extension BodyTemplate {
  /// The parts of a response by what they are; nil if it has another form.
  ///
  /// `items` must be present; anything else that is absent is left out. `item` is one where the documents
  /// speak of a list.
  package func roles(in body: Value) -> [String: Value]? {
    var roles: [String: Value] = [:]
    return collect(body, into: &roles) ? roles : nil
  }

  private func collect(_ value: Value, into roles: inout [String: Value]) -> Bool {
    switch self {
    case .constant, .entries: return true
    case .role("items"):
      guard value.type == .list else { return false }
      roles["items"] = value
      return true
    case .role("item"):
      guard value.type == .object, let items = try? Value.list([value]) else { return false }
      roles["items"] = items
      return true
    case .role(let role):
      roles[role] = value
      return true
    case .list(let element):
      guard let list = value.asList else { return false }
      return list.items.first.map { element.collect($0, into: &roles) } ?? true
    case .object(let entries):
      guard let record = value.asRecord else { return false }
      return entries.allSatisfy { key, template in
        guard let value = record[key] else { return !template.isNeeded }
        return template.collect(value, into: &roles)
      }
    }
  }

  /// Whether a body without this part has another form.
  private var isNeeded: Bool {
    switch self {
    case .role("items"), .role("item"), .role("result"): true
    case .list(let element): element.isNeeded
    case .object(let entries): entries.contains { $0.template.isNeeded }
    case .role, .constant, .entries: false
    }
  }

  /// Where the part with a role is: `models[0]`; nil if the form has none.
  package func path(to role: String) -> String? {
    switch self {
    case .role(let own): own == role || own == "item" && role == "items" ? "" : nil
    case .constant, .entries: nil
    case .list(let element): element.path(to: role).map { "[0]" + Self.step($0) }
    case .object(let entries):
      entries.lazy.compactMap { key, template in
        template.path(to: role).map { key + Self.step($0) }
      }.first
    }
  }

  private static func step(_ path: String) -> String {
    path.isEmpty || path.hasPrefix("[") ? path : ".\(path)"
  }

  /// What keeps a body from having the form; nil if it has it.
  package func misfit(_ value: Value, at path: String = "") -> Violation? {
    switch self {
    case .role("items"), .list:
      if value.type != .list { return misfit(value, path) }
    case .role("item"):
      if value.type != .object { return misfit(value, path) }
    case .object(let entries):
      guard let record = value.asRecord else { return misfit(value, path) }
      for (key, template) in entries {
        guard let part = record[key] else {
          if template.isNeeded { return misfit(value, path) }
          continue
        }
        let place = path.isEmpty ? key : "\(path).\(key)"
        if let found = template.misfit(part, at: place) { return found }
      }
    case .role, .constant, .entries: return nil
    }
    guard case .list(let element) = self, let first = value.asList?.items.first else { return nil }
    return element.misfit(first, at: "\(path)[0]")
  }

  private func misfit(_ value: Value, _ path: String) -> Violation {
    let fields = value.asRecord?.keys.prefix(8).map { "\"\($0.text)\"" } ?? []
    let what = fields.isEmpty ? value.described : "an object with \(fields.joined(separator: ", "))"
    return Violation(field: path, message: "must be \(phrase), but is \(what)")
  }

  /// The form with its article, for messages: `an object with "documents"`.
  private var phrase: String {
    switch self {
    case .role("items"), .list: return "a list"
    case .role, .constant, .entries: return "an object"
    case .object(let entries):
      let needed = entries.filter(\.template.isNeeded).map { "\"\($0.key)\"" }
      return needed.isEmpty ? "an object" : "an object with \(needed.joined(separator: ", "))"
    }
  }
}
