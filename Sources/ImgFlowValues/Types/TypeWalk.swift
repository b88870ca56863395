import ImgFlowSyntax

/// One look at a value by a type. It pauses now and then, and looks once at parts that the value shares:
/// `x = [x, x]`, thirty times, is small in memory and endless to go through.
struct TypeWalk {
  let rules: TypeRules
  private(set) var violations: [Violation] = []
  /// How many violations are looked for; none while a union tries its members.
  private var limit: Int
  private var path: Path
  private var known: [Key: Bool] = [:]
  private var pace = Pace()
  private var stop: (any Error)?

  private struct Key: Hashable {
    let type: ObjectIdentifier
    let part: ObjectIdentifier
  }

  init(_ rules: TypeRules, limit: Int = 0, at root: String = "") {
    self.rules = rules
    self.limit = limit
    path = Path(root)
  }

  /// - Throws: what a checkpoint has thrown; what was found means nothing then.
  func finish() throws { if let stop { throw stop } }

  /// Whether a value is of a type. What is wrong with it is added to `violations`.
  ///
  /// - Parameter shown: the type that messages name.
  mutating func fits(_ value: Value, _ type: Type, as shown: Type? = nil) -> Bool {
    if type.isDecidedByKind, type.kinds.accepts(value) { return true }
    switch type.form {
    case .any, .derived: return true
    case .scalar(let scalar): return check(value, has(value, scalar), shown ?? type)
    case .function: return check(value, value.type == .function, shown ?? type)
    case .stream: return check(value, rules.isJSON || value.type == .stream, shown ?? type)
    case .literal(let literal): return check(value, isSame(value, literal), shown ?? type)
    case .matching(let inner, let pattern): return matches(value, inner, pattern, shown)
    case .bounded(let inner, let bounds): return isWithin(value, inner, bounds, shown)
    case .optional(let inner):
      let name = rules.takesNullForAbsence ? shown : shown ?? type
      return value.isNull || fits(value, inner, as: name)
    case .list(let element): return list(value, element, shown ?? type)
    case .map(let element): return map(value, element, shown ?? type)
    case .object(let object): return self.object(value, object.fields, type, shown ?? type)
    case .resource(let reference):
      if rules.asksForOrigin {
        let name = value.asRecord?.resource?.name
        return check(value, name == reference.qualifiedName, shown ?? type)
      }
      return object(value, reference.fields, type, shown ?? type)
    case .union(let members): return union(value, members, shown ?? type)
    case .named(let named): return self.named(value, named, shown)
    }
  }

  /// Whether a part fits that may not be there at all: a field, or an argument.
  mutating func fits(part value: Value?, _ type: Type, isRequired: Bool) -> Bool {
    let isNeeded = isRequired && !(rules.takesNullForAbsence && type.allowsNull)
    guard let value else {
      return isNeeded && !rules.isLenient ? fail("is required (\(type))") : true
    }
    if value.isNull, !isNeeded, rules.takesNullForAbsence || rules.isLenient { return true }
    return fits(value, type)
  }

  // MARK: - What is found

  private mutating func check(_ value: Value, _ isFine: Bool, _ type: Type) -> Bool {
    isFine || limit == 0 ? isFine : fail("must be \(type.phrase), but is \(value.described)")
  }

  private mutating func fail(_ message: String, hint: String? = nil) -> Bool {
    if violations.count < limit {
      violations.append(Violation(field: path.text, message: message, hint: hint))
    }
    return false
  }

  /// Looks at a part of a container; false when there is no need to go on.
  private mutating func look(
    at step: Path.Step, _ isFine: inout Bool, _ body: (inout TypeWalk) -> Bool
  ) -> Bool {
    do { try pace.step() } catch { stop = error }
    guard stop == nil else { return false }
    path.steps.append(step)
    let fits = body(&self)
    path.steps.removeLast()
    isFine = isFine && fits
    return fits || violations.count < limit
  }

  /// Whether a container fits, which `look` finds out. Those without containers in them are looked at each
  /// time, as are those in which something wrong is wanted by name.
  private mutating func once(
    _ type: Type, _ part: HeapObject, _ look: (inout TypeWalk) -> Bool
  ) -> Bool {
    guard part.depth > 1 else { return look(&self) }
    let key = Key(type: ObjectIdentifier(type), part: ObjectIdentifier(part))
    if let result = known[key], result || limit == 0 { return result }
    let result = look(&self)
    known[key] = result
    return result
  }

  // MARK: - Scalars

  private func has(_ value: Value, _ scalar: ScalarType) -> Bool {
    if rules.isJSON, let text = value.asString {
      switch scalar {
      case .secret: return true
      case .time: return (rules.isLenient ? LenientText.time(text) : TimeText.parse(text)) != nil
      case .duration: return DurationText.parse(text) != nil
      case .period: return PeriodText.parse(text) != nil
      case .bytes where rules.isLenient: return true
      case .int where rules.isLenient: return LenientText.wholeNumber(value) != nil
      default: break
      }
    }
    switch scalar {
    case .float where value.type == .int:
      return rules.isLenient || rules.converts && value.isExactFloat
    case .int where rules.isLenient: return LenientText.wholeNumber(value) != nil
    case .secret where rules.converts: return value.type == .string
    default: break
    }
    guard scalar.kinds.accepts(value) else { return false }
    if rules.isLenient || rules.isJSON && scalar.isPath { return true }
    return scalar.form.map { form in value.asString.map(form) ?? false } ?? true
  }

  private func isSame(_ value: Value, _ literal: Value) -> Bool {
    rules.isLenient ? value.type == literal.type : Value.equals(value, literal)
  }

  private mutating func matches(
    _ value: Value, _ type: Type, _ pattern: TextPattern, _ shown: Type?
  ) -> Bool {
    guard fits(value, type, as: shown) else { return false }
    guard !rules.isLenient, let text = value.asString, !pattern.matches(text) else { return true }
    return fail("must match '\(pattern.text)', which \(value.shortDescription()) does not")
  }

  private mutating func isWithin(
    _ value: Value, _ type: Type, _ bounds: Bounds, _ shown: Type?
  ) -> Bool {
    guard fits(value, type, as: shown) else { return false }
    if rules.isLenient || value.isNull && type.allowsNull { return true }
    let (measure, unit) = Bounds.measure(value)
    if bounds.contains(measure) { return true }
    if !unit.isEmpty, measure.asInt == 0, bounds.lower?.asInt == 1 {
      return fail("must not be empty")
    }
    return fail("must be \(bounds.phrase)\(unit), but is \(measure.shortDescription())")
  }

  // MARK: - Parts

  private mutating func list(_ value: Value, _ element: Type, _ shown: Type) -> Bool {
    guard let list = value.asList else { return check(value, false, shown) }
    return once(shown, list) { walk in
      var isFine = true
      for (index, item) in list.items.enumerated() {
        guard walk.look(at: .index(index), &isFine, { $0.fits(item, element) }) else { break }
      }
      return isFine
    }
  }

  private mutating func map(_ value: Value, _ element: Type, _ shown: Type) -> Bool {
    guard let record = value.asRecord else { return check(value, false, shown) }
    return once(shown, record) { walk in
      var isFine = true
      for (key, item) in zip(record.keys, record.values) {
        guard walk.look(at: .key(key.text), &isFine, { $0.fits(item, element) }) else { break }
      }
      return isFine
    }
  }

  private mutating func object(
    _ value: Value, _ fields: [ObjectField], _ type: Type, _ shown: Type
  ) -> Bool {
    guard let record = value.asRecord else { return check(value, false, shown) }
    return once(type, record) { walk in
      var isFine = true
      for field in fields {
        let goesOn = walk.look(at: .key(field.name), &isFine) {
          $0.fits(part: field.value(in: record), field.type, isRequired: field.isRequired)
        }
        guard goesOn else { break }
      }
      return isFine
    }
  }

  /// A value that fits none of several types is wrong as a whole, unless only one of them is of its kind:
  /// then that one says what is wrong.
  private mutating func union(_ value: Value, _ members: [Type], _ shown: Type) -> Bool {
    let wanted = limit
    limit = 0
    let isFine = members.contains { fits(value, $0) }
    limit = wanted
    if isFine || limit == 0 { return isFine }
    let similar = members.filter { $0.kinds.accepts(value) && $0.alternatives.isEmpty }
    if similar.count == 1 { return fits(value, similar[0]) }
    let words = shown.alternatives.compactMap(\.asString)
    let near = value.asString.flatMap { NearNames.nearest(to: $0, in: words) }
    return fail(
      "must be \(shown.phrase), but is \(value.described)",
      hint: near.map { "did you mean \"\($0)\"?" })
  }

  /// A pattern alone does not say what is meant by it: what the declaration says of the type helps.
  private mutating func named(_ value: Value, _ type: NamedType, _ shown: Type?) -> Bool {
    if let other = type.alsoAccepted, rules.takesNullForAbsence {
      let wanted = limit
      limit = 0
      let isFine = fits(value, other)
      limit = wanted
      if isFine { return true }
    }
    let first = violations.count
    let isFine = fits(value, type.definition, as: shown)
    if case .matching = type.definition.form, let documentation = type.documentation {
      let text = documentation.split(separator: "\n").joined(separator: " ")
      for index in first..<violations.count where violations[index].hint == nil {
        violations[index].hint = "a `\(type.name)` is: \(text)"
      }
    }
    return isFine
  }
}

extension TypeWalk {
  /// Where in a value the walk is.
  struct Path {
    enum Step {
      case key(String)
      case index(Int)
    }

    private let root: String
    var steps: [Step] = []

    init(_ root: String) { self.root = root }

    /// `rows[150000].b`.
    var text: String {
      steps.reduce(into: root) { text, step in
        switch step {
        case .index(let index): text += "[\(index)]"
        case .key(let key): text += text.isEmpty ? key : ".\(key)"
        }
      }
    }
  }
}

extension Value {
  /// Whether it is an int that a float holds exactly.
  var isExactFloat: Bool {
    guard case .int(let int) = self else { return false }
    return Int(exactly: Double(int)) == int
  }
}
