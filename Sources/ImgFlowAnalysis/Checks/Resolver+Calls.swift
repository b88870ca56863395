import ImgFlowSyntax

extension Resolver {
  /// Checks a name's use as a call, if it is one.
  func check(_ access: Access, against signature: CallSignature) {
    if case .call(let arguments, let range) = access {
      check(arguments, against: signature, at: range)
    }
  }

  /// Checks the arguments of a construct, whose head is at `range`.
  func check(_ arguments: [Argument], of construct: Construct, at range: SourceRange) {
    if construct.takesSoleArgument, let spread = arguments.first(where: \.isSpread) {
      return report(.spreadIntoConstruct(spread, construct.signature))
    }
    check(arguments, against: construct.signature, at: range)
  }

  /// Reports arguments that cannot fit the parameters of a function that is known before running.
  func check(_ arguments: [Argument], against signature: CallSignature, at range: SourceRange) {
    var matching = ArgumentMatching(signature)
    for argument in arguments { matching.add(argument) }
    for (argument, parameter) in matching.matched { noteSecrets(in: argument, for: parameter) }
    for problem in matching.problems(given: arguments.count, at: range)
    where errors.last?.range.start != problem.range.start {
      report(problem)
    }
  }
}

/// Which argument is for which parameter, and which for none.
struct ArgumentMatching {
  let signature: CallSignature
  private(set) var matched: [(argument: Argument, parameter: CallSignature.Parameter)] = []
  private(set) var unknown: [Name] = []
  private(set) var repeated: [Name] = []
  /// The first of those that are too many.
  private(set) var extra: Argument?
  /// Whether a spread may fill any parameter.
  private(set) var isOpen = false
  private var given: Set<Int> = []
  private var position = 0

  init(_ signature: CallSignature) { self.signature = signature }

  mutating func add(_ argument: Argument) {
    if argument.isSpread {
      isOpen = true
    } else if let label = argument.label {
      guard let index = signature.places[label.text] else {
        return unknown.append(label)
      }
      give(argument, index, as: label)
    } else if position < signature.parameters.count {
      let parameter = signature.parameters[position]
      guard !parameter.isRest else { return }
      give(
        argument, position,
        as: Name(text: parameter.name ?? "", range: argument.range, id: NodeID(rawValue: -1)))
      position += 1
    } else if !isOpen, extra == nil {
      extra = argument
    }
  }

  private mutating func give(_ argument: Argument, _ index: Int, as name: Name) {
    guard given.insert(index).inserted else { return repeated.append(name) }
    matched.append((argument, signature.parameters[index]))
  }

  /// Whether there is an argument for the parameter at a place.
  func hasArgument(at place: Int) -> Bool { given.contains(place) }

  /// What is wrong with the number and the names of the arguments, whatever their values are.
  ///
  /// - Parameters:
  ///   - count: how many arguments there are.
  ///   - range: the call.
  func problems(given count: Int, at range: SourceRange) -> [Diagnostic] {
    if let extra { return [.tooManyArguments(extra, of: signature, given: count)] }
    let wrong =
      unknown.map { Diagnostic.unknownArgument($0, of: signature) }
      + repeated.map { .repeatedArgument($0, of: signature) }
    // An unknown label is most likely a missing one, misspelt.
    guard !isOpen, unknown.isEmpty, !missing.isEmpty else { return wrong }
    return wrong + [.missingArguments(missing, of: signature, at: range)]
  }

  private var missing: [CallSignature.Parameter] {
    signature.parameters.enumerated().filter { index, parameter in
      parameter.isRequired && !parameter.isRest && !given.contains(index)
    }.map(\.element)
  }
}

extension Expression {
  /// The part of a literal that a path such as `[0].left` leads to, as far as it is written.
  func part(at path: String) -> Expression {
    var part = self
    var rest = path[...]
    while let sign = rest.first {
      rest = rest.dropFirst()
      let step = rest.prefix { $0 != "." && $0 != "[" }
      rest = rest.dropFirst(step.count)
      switch (sign, part.kind) {
      case ("[", .list(let elements)):
        guard let index = Int(step.dropLast()), elements.indices.contains(index),
          case .item(let item) = elements[index]
        else { return part }
        part = item
      case (".", .object(let entries)):
        guard let value = entries.value(for: step) else { return part }
        part = value
      default: return part
      }
    }
    return part
  }
}

extension [Expression.ObjectEntry] {
  fileprivate func value(for name: Substring) -> Expression? {
    for case .pair(let key, let value) in self where key.text == name { return value }
    return nil
  }
}

extension SourceRange {
  /// The range up to where `next` begins.
  func upTo(_ next: SourceRange) -> SourceRange {
    SourceRange(file: file, start: start, end: max(start, next.start - 1))
  }
}
