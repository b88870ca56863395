/// What to do about an error.
///
/// Most errors are caught, so what takes a search, such as a name that is near, is looked for only when it is
/// shown.
package enum Advice: Sendable {
  case none
  case sentence(String)
  case later(@Sendable () -> String?)

  package init(_ text: String?) { self = text.map(Advice.sentence) ?? .none }

  /// The advice in the imperative; nil if there is none.
  package var text: String? {
    switch self {
    case .none: nil
    case .sentence(let text): text
    case .later(let text): text()
    }
  }
}
