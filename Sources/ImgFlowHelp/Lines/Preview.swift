import ImgFlowRuntime
import ImgFlowValues

/// Values in a few words.
package enum Preview {
  /// The start of what `print` writes; empty for a value that says nothing.
  package static func text(of value: Value, limit: Int = 40) -> String {
    switch value.type {
    case .function, .module, .stream: ""
    default: value.shortDescription(limit: limit)
    }
  }
}

/// Types of values, as people call them.
package enum TypeText {
  /// `expoze.Job`, `list of 12`, `string`.
  package static func short(_ value: Value) -> String {
    value.asList.map { "list of \($0.count)" } ?? plain(value)
  }

  /// `expoze.Job`, `list`, `string`.
  static func plain(_ value: Value) -> String {
    value.asRecord?.resource?.name ?? value.type.name
  }
}
