import Foundation
import ImgFlowCatalogue
import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlowSandbox

/// What is accepted is obeyed: each optional parameter, and each optional part of one, changes the answer,
/// or what is there after it.
/// `Fixtures/effects/<vendor>.imgflow` has a look for each of them, `effects`, and a value to try; for a part,
/// such as `createGroup.documents.id`, the value of the parameter without it and with it.
@Suite struct EffectTests {
  /// Parameters that can change nothing that is seen, and why.
  private static let without: [(reason: String, names: [String])] = [
    (
      "the sandbox's applications take no arguments",
      ["hautai.createUploadURL.app_args", "hautai.compute.app_args"]
    ),
    (
      "a secret, shown to its receiver only", ["hautai.createWebhook.authorization_value"]
    ),
    (
      "one of the three names is needed",
      ["front", "left", "right"].map { "hautai.createUploadURLs.\($0)" }
    ),
    ("every heatmap of the sandbox is marked", ["expoze.createJob.enableWatermark"]),
    (
      "goes with the username, which stands for a token; that counts where both are given",
      ["expoze.refreshToken.password", "expoze.refreshToken.username"]
    ),
    (
      "a model keeps its numbers, project and type, and its progress follows from the work",
      ["id", "uuid", "progress", "type"].flatMap {
        ["deepopinion.updateModel.\($0)", "deepopinion.updateProjectModel.\($0)"]
      } + ["deepopinion.updateModel.project_id"]
    ),
    (
      "classes and segments are numbered by the service",
      ["deepopinion.createClass.id", "deepopinion.createClasses.classes.id"]
        + ["createDocument", "uploadDocuments.documents", "createLabelingSession.documents"].map {
          "deepopinion.\($0).segments.id"
        } + ["deepopinion.updateLabelingSession.documents.segments.id"]
    ),
    (
      "documents always have their segments, as in all samples", ["deepopinion.getDocument.details"]
    ),
    (
      "the vendor's sample has groups where documents belong, and nothing says what becomes of them",
      ["deepopinion.updateGroup.documents.name"]
    ),
  ]

  @Test(arguments: EmulatorTable.kinds.map { $0.name })
  func everyOptionalParameterHasAnEffect(_ name: String) async throws {
    let expected = try Self.optionalParameters(of: name)
    try await TestSandbox.with { sandbox in
      let file = Repository.fixture("effects/\(name).imgflow")
      let found = await OperationScript.run(
        """
        param server: string
        param picture: path
        \(try String(contentsOf: file, encoding: .utf8))
        effects.keys().map(name => {
          let look = effects[name]
          let parts = name.split(".")
          let value = if values.has(name) { values[name] } else { values[parts[1]] }
          let [without, with] = if parts.length == 2 { [{}, {"\\(parts[1])": value}] } else {
            value.map(given => {"\\(parts[1])": given})
          }
          [name, look(without) != look(with)]
        })
        """, .sandbox(at: sandbox.url),
        parameters: [
          "server": .string(sandbox.url),
          "picture": .string(Repository.fixture("images/cat.jpg").path),
        ])
      let looks = found.asItems?.compactMap(\.asItems) ?? []
      let names = Set(looks.map { "\(name).\($0[0].asString ?? "")" })
      let reasons = Set(Self.without.flatMap(\.names).filter { $0.hasPrefix("\(name).") })
      #expect(names.union(reasons).subtracting(expected) == [], "not optional")
      #expect(Set(expected).subtracting(names).subtracting(reasons) == [], "without a look")
      for look in looks {
        #expect(look[1].asBool == true, "\(look[0].asString ?? "") changes nothing")
      }
    }
  }

  /// The parameters that may be left out, but those that the user or session supplies, and what may be left
  /// out of parameters.
  private static func optionalParameters(of name: String) throws -> [String] {
    let vendor = try #require(try BuiltInVendors.vendor(name))
    return vendor.operations.filter { !$0.isInternal }.flatMap { operation in
      operation.parameters.flatMap { parameter in
        let place = "\(operation.qualifiedName).\(parameter.name)"
        let parts = optionalParts(of: parameter.type, at: place, vendor)
        return switch parameter.presence {
        case .optional, .literal: [place] + parts
        case .required, .supplied: parts
        }
      }
    }
  }

  private static func optionalParts(
    of type: Type, at place: String, _ vendor: Vendor
  ) -> [String] {
    func parts(_ fields: [ObjectField]) -> [String] {
      fields.flatMap { field in
        let inner = "\(place).\(field.name)"
        return (field.isRequired && !field.type.allowsNull ? [] : [inner])
          + optionalParts(of: field.type, at: inner, vendor)
      }
    }
    return switch type.resolved.form {
    case .optional(let inner), .list(let inner), .bounded(let inner, _), .matching(let inner, _),
      .map(let inner):
      optionalParts(of: inner, at: place, vendor)
    case .object(let object): parts(object.fields)
    case .resource(let reference): parts(reference.fields)
    case .union(let members):
      members.reduce(into: [String]()) { found, member in
        found += optionalParts(of: member, at: place, vendor).filter { !found.contains($0) }
      }
    case .any, .scalar, .literal, .stream, .named, .function, .derived: []
    }
  }
}
