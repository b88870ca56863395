import ImgFlowValues

/// Every built-in function, namespace and method, by name.
///
/// Tables are built when something in them is first needed, so that a script pays for what it uses.
package enum BuiltinCatalogue {
  /// The function `name`, such as `print`.
  package static func function(_ name: String) -> Builtin? { functions[name] }

  package static var functionNames: [String] { functions.names }

  /// The functions of the namespace `name`, such as `json`; nil if there is none.
  package static func namespace(_ name: String) -> [Builtin]? { namespaces[name]?() }

  package static let namespaceNames = namespaces.keys.sorted()

  /// The method `name` of values of a type.
  package static func method(_ name: String, on type: ValueType) -> Builtin? {
    methods(of: type)?[name]
  }

  package static func methodNames(on type: ValueType) -> [String] {
    methods(of: type)?.names ?? []
  }

  /// Whether `name` is a method, and for all types that have it one that changes nothing.
  package static func isPureMethod(_ name: String) -> Bool { pureMethods.contains(name) }

  private static let pureMethods: Set<String> = {
    let all = ValueType.allCases.flatMap { type in
      methodNames(on: type).compactMap { method($0, on: type) }
    }
    let changing = all.filter { if case .mutation = $0.body { true } else { false } }
    return Set(all.map(\.name)).subtracting(changing.map(\.name))
  }()

  private static let functions = BuiltinTable(
    OutputFunctions.all + NumberFunctions.all + TimeFunctions.all + SystemFunctions.all
      + [FileReference.builtin])

  private static let namespaces: [String: @Sendable () -> [Builtin]] = [
    "base64": { Base64Namespace.all },
    "file": { FileNamespace.all },
    "gzip": { GzipNamespace.all },
    "hash": { HashNamespace.all },
    "html": { HTMLNamespace.all },
    "http": { HTTPNamespace.all },
    "image": { ImageNamespace.all },
    "json": { JSONNamespace.all },
    "jwt": { JWTNamespace.all },
    "math": { MathNamespace.all },
    "process": { ProcessNamespace.all },
    "text": { TextNamespace.all },
    "toml": { TOMLNamespace.all },
    "url": { URLNamespace.all },
    "yaml": { YAMLNamespace.all },
    "zip": { ZipNamespace.all },
  ]

  private static func methods(of type: ValueType) -> BuiltinTable? {
    switch type {
    case .int, .float: numbers
    case .string: strings
    case .bytes: bytes
    case .list: lists
    case .object: objects
    case .duration: durations
    case .time: times
    case .period: periods
    case .range: ranges
    case .stream: streams
    case .secret: secrets
    case .null, .bool, .function, .error, .module: nil
    }
  }

  private static let numbers = BuiltinTable(NumberMethods.all)
  private static let lists = BuiltinTable(ListMethods.all)
  private static let ranges = BuiltinTable(
    ListMethods.all.filter { method in
      guard let receiver = method.parameters.first, receiver.name == "self" else { return false }
      return receiver.kinds.contains(.range)
    })
  private static let objects = BuiltinTable(ObjectMethods.all)
  private static let bytes = BuiltinTable(BytesMethods.all)
  private static let durations = BuiltinTable(DurationMethods.all)
  private static let times = BuiltinTable(TimeMethods.all)
  private static let periods = BuiltinTable(PeriodMethods.all)
  private static let secrets = BuiltinTable(SecretMethods.all)
  private static let strings = BuiltinTable(StringMethods.all)
  private static let streams = BuiltinTable(StreamMethods.all)
}
