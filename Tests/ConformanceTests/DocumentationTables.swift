import Foundation
import ImgFlowAnalysis
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// The built-ins as tables of Markdown, generated from what the catalogue says of them.
enum BuiltinTables {
  static var markdown: String {
    let functions =
      BuiltinCatalogue.functionNames.compactMap { BuiltinCatalogue.function($0) }
      + [DocumentedBuiltin.here.builtin]
    let namespaces = BuiltinCatalogue.namespaceNames.map { name in
      section("`\(name)`", BuiltinCatalogue.namespace(name) ?? [], prefix: name + ".")
    }
    let methods = types.map { type, title in
      section(title, builtins(of: type), prefix: ".")
    }
    return
      ([section("Functions", functions, prefix: "")] + namespaces + methods).joined(separator: "\n")
      + "\n"
  }

  /// Ranges come after lists, whose methods they share.
  static let types: [(ValueType, String)] = [
    (.int, "Methods of ints and floats"), (.string, "Methods of strings"),
    (.bytes, "Methods of bytes"), (.list, "Methods of lists and ranges"),
    (.object, "Methods of objects"), (.duration, "Methods of durations"),
    (.time, "Methods of times"), (.period, "Methods of periods"), (.stream, "Methods of streams"),
    (.secret, "Methods of secrets"),
  ]

  private static func builtins(of type: ValueType) -> [Builtin] {
    BuiltinCatalogue.methodNames(on: type).compactMap { BuiltinCatalogue.method($0, on: type) }
  }

  private static func section(_ title: String, _ builtins: [Builtin], prefix: String) -> String {
    let rows = builtins.sorted { $0.name < $1.name }.map { builtin in
      let name = prefix == "." ? builtin.name : prefix + builtin.name
      return row([code(signature(builtin, name)), builtin.documentation, example(builtin)])
    }
    return
      (["### \(title)", "", row(["call", "what it does", "example"]), "| --- | --- | --- |"]
      + rows).joined(separator: "\n") + "\n"
  }

  private static func signature(_ builtin: Builtin, _ name: String) -> String {
    // A receiver is no parameter to whoever calls the method.
    let parameters = builtin.parameters.filter { $0.name != "self" }.map { parameter in
      let text = "\(parameter.name): \(parameter.type)"
      return switch parameter.presence {
      case .required: text
      case .optional: "\(parameter.name)?: \(parameter.type)"
      case .defaulted(let value): "\(text) = \(value.shortDescription())"
      case .rest: "...\(text)"
      }
    }
    return "\(name)(\(parameters.joined(separator: ", "))) -> \(builtin.result)"
  }

  /// The first example that fits on a line; of one that prints several lines, only what is called.
  private static func example(_ builtin: Builtin) -> String {
    let short = builtin.examples.first { example in
      !example.result.contains("\n") && example.source.count + example.result.count < 80
    }
    let call = builtin.examples.first.map { code($0.source) } ?? ""
    return short.map { code("\($0.source) → \($0.result)") } ?? call
  }

  static func row(_ cells: [String]) -> String {
    "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
  }

  static func code(_ text: String) -> String {
    text.contains("`") ? "`` \(text) ``" : "`\(text)`"
  }
}

/// The standard modules as tables of Markdown, generated from their sources.
enum ModuleTables {
  static var markdown: String {
    StandardModule.all.map { module in
      let rows = module.exports.map { export in
        BuiltinTables.row([
          BuiltinTables.code(export.signature), summary(export.documentation), example(export),
        ])
      }
      let heading = [
        "#### std/\(module.name)", "", BuiltinTables.row(["call", "what it does", "example"]),
        "| --- | --- | --- |",
      ]
      return (heading + rows).joined(separator: "\n") + "\n"
    }.joined(separator: "\n") + "\n"
  }

  /// The first paragraph, on one line.
  private static func summary(_ documentation: String) -> String {
    let paragraph = documentation.components(separatedBy: "\n\n")[0]
    return paragraph.split(separator: "\n").joined(separator: " ")
  }

  private static func example(_ export: StandardModule.Export) -> String {
    let short = export.examples.first { $0.contains("   // ") && $0.count < 130 }
    return short.map { BuiltinTables.code($0.replacing("   // ", with: " → ")) } ?? ""
  }
}

/// The options of constructs as a table of Markdown.
enum ConstructTable {
  static var markdown: String {
    let rows = Construct.all.flatMap { construct in
      construct.options.map { option in
        BuiltinTables.row([
          BuiltinTables.code(construct.name), BuiltinTables.code(option.name),
          BuiltinTables.code(option.type.description),
          option.defaultValue.isNull
            ? "" : BuiltinTables.code(option.defaultValue.shortDescription()),
          option.documentation,
        ])
      }
    }
    let heading = BuiltinTables.row(["construct", "option", "type", "default", "what it says"])
    return ([heading, "| --- | --- | --- | --- | --- |"] + rows).joined(separator: "\n") + "\n"
  }
}
