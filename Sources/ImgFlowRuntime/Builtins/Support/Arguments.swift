import ImgFlowValues

extension ValueError {
  /// The error of an argument with the right type and a wrong value.
  static func argument(
    _ name: String, mustBe expected: String, not value: Value, help: String? = nil
  ) -> ValueError {
    ValueError(
      .type, later: "`\(name)` must be \(expected), but is \(value.shortDescription())",
      advice: Advice(help))
  }

  /// The error of an index outside of something with `count` elements, such as a `list`.
  static func index(_ index: Value, in count: Int, of what: String) -> ValueError {
    ValueError(
      .index, later: "index \(index.shortDescription()) is out of range for a \(what) of \(count)",
      advice: .later {
        count == 0 ? "it is empty" : "the indices go from 0 to \(count - 1); -1 is the last"
      })
  }

  /// The error of asking nothing for one of its items.
  static func empty(_ method: String, _ what: String) -> ValueError {
    ValueError(
      .index, later: "`\(method)` of an empty \(what)",
      advice: .sentence("check `.isEmpty()` first"))
  }
}

extension Builtin.Parameter {
  /// The receiver of a method.
  static func receiver(_ type: Type) -> Self { Self("self", type) }

  /// A function that the built-in calls with values of some types.
  static func function(
    _ name: String = "f", _ presence: Presence = .required, taking parameters: Type...
  ) -> Self {
    Self(name, Type(.function(FunctionType(parameters, .any))), presence)
  }

  /// An int that is `lower` or more.
  static func count(_ name: String, from lower: Int = 0, _ presence: Presence = .required) -> Self {
    Self(name, .count(from: lower), presence, plain: .ints(lower...(.max))) { value, _ in
      if let number = value.asInt, number >= lower { return value }
      // An int beyond 64 bits is more than anything has; the largest stands for it.
      if let big = value.asBigInteger, big.value > 0 { return .int(.max) }
      throw Builtin.Unsuitable()
    }
  }

  /// One of a few words, which must be given.
  static func word(
    _ name: String, _ words: [String], _ presence: Presence = .required
  ) -> Self {
    let values = words.map { Value.string($0) }
    return Self(name, .words(words), presence, plain: .words(values.compactMap(\.asStringObject))) {
      value, _ in
      guard values.contains(where: { Value.equals($0, value) }) else {
        throw Builtin.Unsuitable()
      }
      return value
    }
  }

  /// One of a few words; the first stands in when it is not given.
  static func choice(_ name: String, _ words: [String]) -> Self {
    word(name, words, .defaulted(words.first.map(Value.string) ?? .null))
  }

  /// A flag that is false unless given.
  static func flag(_ name: String) -> Self { Self(name, .bool, .defaulted(.bool(false))) }
}

extension NativeCall {
  /// A number as a double.
  ///
  /// - Throws: an `arithmetic` error for an int beyond the range of floats.
  func finite(_ index: Int) throws -> Double {
    let number = try double(index)
    guard number.isFinite else {
      throw ValueError(
        .arithmetic, "`\(self[index].shortDescription())` is too large for a float")
    }
    return number
  }

  /// The result of a computation in floats, which has no NaN and no infinity.
  func float(_ result: Double, of expression: @autoclosure () -> String) throws -> Value {
    guard result.isFinite else {
      let problem = result.isNaN ? "is not defined" : "is too large for a float"
      throw ValueError(.arithmetic, "`\(expression())` \(problem)")
    }
    return .float(result)
  }

  /// An index, or another int of which only the size matters: one beyond 64 bits becomes the largest, or
  /// smallest, `Int`.
  func index(_ index: Int) throws -> Int {
    try self[index].asBigInteger.map { $0.value > 0 ? .max : .min } ?? int(index)
  }

  /// Resolves an index that may count from the end against a size; nil if it is out of range.
  func resolved(_ index: Int, in count: Int) -> Int? {
    let place = index < 0 ? index + count : index
    return place >= 0 && place <= count ? place : nil
  }
}
