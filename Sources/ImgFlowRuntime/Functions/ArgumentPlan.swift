/// The arguments of a call without their values: how many come first, and the names of the others.
struct ArgumentShape: Sendable {
  let positionalCount: Int
  let names: [String]
  /// Whether a built-in calls a function that it was given.
  var isCallback = false

  var count: Int { positionalCount + names.count }
}

/// Where the arguments of a call go. It depends on the shape of the call and the function alone, so a call
/// keeps it.
struct ArgumentPlan: Sendable {
  /// The parameter of each argument: of the positional ones, then of those with names. Arguments that a rest
  /// parameter collects have its index.
  let targets: [Int]
  /// The parameters that are left out.
  let absent: [Int]
  /// The parameter that collects the rest.
  let rest: Int?
}
