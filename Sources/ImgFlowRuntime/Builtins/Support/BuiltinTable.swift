/// The built-ins of one namespace or type, in the order of their declaration and by name.
struct BuiltinTable: Sendable {
  let builtins: [Builtin]
  private let positions: [String: Int]

  init(_ builtins: [Builtin]) {
    self.builtins = builtins
    positions = Dictionary(
      zip(builtins.map(\.name), builtins.indices), uniquingKeysWith: { first, _ in first })
  }

  var names: [String] { builtins.map(\.name) }

  subscript(name: String) -> Builtin? { positions[name].map { builtins[$0] } }
}
