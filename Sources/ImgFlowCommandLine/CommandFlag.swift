/// A flag of a command: how it is written, what it takes, and what it does to the command's settings.
@dynamicMemberLookup
package struct CommandFlag<Settings>: Sendable {
  package let shape: FlagShape
  let apply: @Sendable (inout Settings, String) throws -> Void

  /// A flag without a value.
  package init(
    _ name: String, short: Character? = nil, _ help: String,
    apply: @escaping @Sendable (inout Settings) -> Void
  ) {
    self.init(FlagShape(name, short: short, help)) { settings, _ in apply(&settings) }
  }

  /// A flag with a value, such as `--port <number>`.
  ///
  /// - Parameters:
  ///   - offer: what shells offer as the value; nil for what is usual for the placeholder.
  ///   - apply: throws a `UsageError` for a value that cannot be read.
  package init(
    _ name: String, takes placeholder: String, offer: WordOffer? = nil, repeats: Bool = false,
    _ help: String, apply: @escaping @Sendable (inout Settings, String) throws -> Void
  ) {
    self.init(
      FlagShape(name, placeholder: placeholder, repeats: repeats, offer: offer, help), apply)
  }

  /// A flag that can have a value, such as `--deny-write` and `--deny-write=FOLDER`.
  ///
  /// - Parameter apply: is given nil where there is none.
  package init(
    _ name: String, mayTake placeholder: String, _ help: String,
    apply: @escaping @Sendable (inout Settings, String?) throws -> Void
  ) {
    let shape = FlagShape(
      name, placeholder: placeholder, isValueOptional: true, repeats: true, help)
    self.init(shape) { try apply(&$0, $1.isEmpty ? nil : $1) }
  }

  private init(
    _ shape: FlagShape, _ apply: @escaping @Sendable (inout Settings, String) throws -> Void
  ) {
    self.shape = shape
    self.apply = apply
  }

  package subscript<Part>(dynamicMember part: KeyPath<FlagShape, Part>) -> Part {
    shape[keyPath: part]
  }

  /// The same flag for settings that contain these.
  package func within<Outer>(
    _ path: WritableKeyPath<Outer, Settings> & Sendable
  ) -> CommandFlag<Outer> {
    CommandFlag<Outer>(shape) { [apply] outer, value in try apply(&outer[keyPath: path], value) }
  }

  /// The same flag with another help, for a command where it means more than usual.
  package func saying(_ help: String) -> CommandFlag { CommandFlag(shape.saying(help), apply) }
}
