import ImgFlowCatalogue
import ImgFlowSyntax
import ImgFlowValues
import Testing

/// What declarations say about the states of what is waited for.
@Suite("States of what is waited for")
struct WaitStateTests {
  /// Each rule of waiting looks at an enum, and each of its states is what the manual says: under way, a
  /// good end, or a bad one. The judge is the rule itself, run for each state.
  @Test(arguments: Declarations.names)
  func everyWaitNamesItsStates(_ name: String) throws {
    let vendor = try Vendor.load(name, from: Declarations.builtIn(name))
    for resource in vendor.resources.values {
      guard let rule = resource.wait else { continue }
      let states = try #require(rule.states(of: resource), "\(name).\(resource.name)")
      #expect(!states.underWay.isEmpty || states.isOptional, "\(name).\(resource.name)")
      #expect(!states.goodEnds.isEmpty, "\(name).\(resource.name)")
      #expect(states.badEnds.isEmpty == (rule.failedWhen == nil), "\(name).\(resource.name)")
      let groups = [
        ("under way", states.underWay), ("done", states.goodEnds), ("failed", states.badEnds),
      ]
      #expect(groups.map(\.1.count).reduce(0, +) == states.all.count)
      for (expected, group) in groups {
        for state in group {
          let verdict = try Self.verdict(of: rule, resource, states.path, state)
          #expect(verdict == expected, "\(name).\(resource.name): \(state.displayText)")
        }
      }
    }
  }

  /// What a rule says of a resource of which only the state is known.
  private static func verdict(
    of rule: WaitRule, _ resource: ResourceDeclaration, _ path: String, _ state: Value
  ) throws -> String {
    let keys = path.split(separator: ".").map(String.init)
    let value = keys.dropFirst().reversed().reduce(try JSON.text(of: state)) { "{\($1): \($0)}" }
    let names = resource.fields.map { field in
      "let \(field.name): any = \(field.name == keys[0] ? value : "null")"
    }
    let failed = rule.failedWhen.map(\.onOneLine) ?? "false"
    let result = Script(host: TestHost { _ in .json("{}") }).run(
      names.joined(separator: "\n") + """

        print(if \(failed) { "failed" } else if \(rule.doneWhen.onOneLine) { "done" } else { "under way" })
        """)
    return result.error == nil ? result.output : result.message
  }
}
