import ImgFlowSyntax

extension Resolver {
  /// Notes which declarations of the top level each of its statements names, if there are tests: a test runs
  /// with those, without the rest of the script.
  func noteNeeds(of statements: [Statement]) {
    let hasTests = statements.contains { if case .test = $0.kind { true } else { false } }
    guard hasTests else { return }
    let declarations = declarations(in: statements)
    let ends = statementStarts.dropFirst() + [(uses.count, pending.count)]
    for (start, end) in zip(statementStarts, ends) {
      let used = uses[start.uses..<end.uses].map(\.variable).filter { $0.owner == nil }.map(\.index)
      let later = pending[start.pending..<end.pending].compactMap {
        moduleBlock.variables[$0.name.text]?.index
      }
      resolution.needs.append(Set((used + later).compactMap { declarations[$0] }).sorted())
    }
  }

  /// The statement that declares each variable of the top level.
  private func declarations(in statements: [Statement]) -> [Int: Int] {
    var index = 0
    var result: [Int: Int] = [:]
    for variable in moduleBlock.declared.sorted(by: { $0.name.range.start < $1.name.range.start }) {
      while statements[index].range.end <= variable.name.range.start { index += 1 }
      result[variable.index] = index
    }
    return result
  }
}

extension NodeID {
  /// The id of the function that a test's body is.
  package static func test(at range: SourceRange) -> NodeID {
    NodeID(rawValue: Int32(clamping: -1 - range.start))
  }
}
