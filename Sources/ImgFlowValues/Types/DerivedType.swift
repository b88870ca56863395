/// What a built-in gives, in terms of what it is given: `xs.filter(f)` gives what `xs` is.
package indirect enum DerivedType: Sendable {
  /// The receiver of a method.
  case receiver
  /// The argument for a parameter.
  case argument(String)
  /// What going through something gives.
  case item(of: DerivedType)
  /// The values of an object.
  case value(of: DerivedType)
  /// What the function for a parameter gives.
  case result(of: String)
  /// What waiting for something gives.
  case done(DerivedType)
  /// A list of something.
  case list(DerivedType)
  /// A stream of something.
  case stream(DerivedType)
  /// Something, or null.
  case optional(DerivedType)
}

extension Type {
  package static func derived(_ type: DerivedType) -> Type { Type(.derived(type)) }
  /// What the receiver of a method is.
  package static let receiver = derived(.receiver)
  /// An item of the receiver.
  package static let item = derived(.item(of: .receiver))
  /// A list of items of the receiver.
  package static let items = derived(.list(.item(of: .receiver)))
}
