import Foundation
import ImgFlowStdlib
import ImgFlowSyntax
import ImgFlowValues
import ImgFlowVendors
import Testing

@testable import ImgFlowSandbox

/// What is accepted is obeyed: each optional parameter changes the answer, or what is there after it.
/// `Fixtures/effects/<vendor>.imgflow` has a look for each of them, `effects`, and a value to try.
@Suite struct EffectTests {
  /// Parameters that can change nothing that is seen, and why.
  private static let without: [String: String] = [
    "hautai.createUploadURL.app_args": "the sandbox's applications take no arguments",
    "hautai.compute.app_args": "the sandbox's applications take no arguments",
    "hautai.createWebhook.authorization_value": "a secret, shown to its receiver only",
    "hautai.createUploadURLs.front": "one of the three names is needed",
    "hautai.createUploadURLs.left": "one of the three names is needed",
    "hautai.createUploadURLs.right": "one of the three names is needed",
    "expoze.createJob.enableWatermark": "every heatmap of the sandbox is marked",
    "expoze.refreshToken.password": "goes with the username",
    "expoze.refreshToken.username": "stands for a token, which counts where both are given",
  ]

  @Test(arguments: ["expoze", "hautai", "pixoneye"])
  func everyOptionalParameterHasAnEffect(_ name: String) async throws {
    let expected = try Self.optionalParameters(of: name)
    try await TestSandbox.with { sandbox in
      let file = TestImages.fixture("effects/\(name).imgflow")
      let found = await OperationScript.run(
        """
        param server: string
        param picture: path
        \(try String(contentsOf: file, encoding: .utf8))
        effects.keys().map(name => {
          let look = effects[name]
          let parameter = name.split(".")[1]
          [name, look({}) != look({"\\(parameter)": values[parameter]})]
        })
        """, .sandbox(at: sandbox.url),
        parameters: [
          "server": .string(sandbox.url),
          "picture": .string(TestImages.fixture("images/cat.jpg").path),
        ])
      let looks = found.asItems?.compactMap(\.asItems) ?? []
      let names = looks.map { "\(name).\($0[0].asString ?? "")" }
      let reasons = Self.without.keys.filter { $0.hasPrefix("\(name).") }
      #expect(Set(names).union(reasons) == Set(expected))
      for look in looks {
        #expect(look[1].asBool == true, "\(look[0].asString ?? "") changes nothing")
      }
    }
  }

  /// The parameters that may be left out, but those that the user or session supplies.
  private static func optionalParameters(of name: String) throws -> [String] {
    let text = Stdlib.vendor(name) ?? ""
    let vendor = try Vendor.load(name, from: SourceFile(name: "\(name).imgflow", text: text))
    return vendor.operations.filter { !$0.isInternal }.flatMap { operation in
      operation.parameters.compactMap { parameter in
        switch parameter.presence {
        case .optional, .literal: "\(operation.qualifiedName).\(parameter.name)"
        case .required, .supplied: nil
        }
      }
    }
  }
}
