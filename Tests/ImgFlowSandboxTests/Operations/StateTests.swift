import ImgFlowCatalogue
import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlowSandbox

/// What takes its time at the vendors is, from its beginning to its end, in no state that its declaration
/// does not name.
@Suite struct StateTests {
  /// Begins everything that can be waited for, and looks at it step by step.
  private static let script = """
    param server: string
    param picture: path
    param texts: path
    param fails: bool
    use deepopinion

    fn order(path: string, json: object) => http.post("\\(server)/_sandbox/\\(path)", json: json)
    fn life(look: any) -> list {
      [...range(12).map(i => "400ms"), ...range(12).map(i => "5s")].flatMap(step => {
        order("clock", {step: step})
        [look()]
      })
    }
    fn begin(kind: string, start: any) {
      if fails { order(kind, {count: 1}) }
      start()
    }
    fn work(start: any) => begin("deepopinion/fail-next-task", start)

    let job = begin("expoze/fail-next-job", () => expoze.createJob(expoze.upload(picture).mediaId)).id
    let image = assetzen.searchImages().first().sid
    assetzen.createInvalidation(image)
    let batch = hautai.measure(hautai.createSubject("volunteer").id, picture).id
    let project = createProject("Hotels", "CLASSLABEL").id
    let labelled = uploadLabelingFile(project, texts).id
    let early = life(() => [
      expoze.getJob(job).status, assetzen.listInvalidations(image).map(i => i.status),
      hautai.getBatchResults(batch)?.face_skin_metrics_3?.all_algorithms_calculated,
    ])
    let model = train(project, name: "hotels", annotation_ids: [labelled]).id
    life(() => 0)

    let documents = [{text: "The bed was soft."}]
    let session = work(() => uploadLabelingFile(project, texts)).id
    let second = work(() => train(project, name: "second", annotation_ids: [labelled])).id
    let group = work(() => createGroup(project, documents: documents)).id
    let correction = work(() => createCorrection(project, model, sample_size: 2)).id
    let analysis = work(() => createAnalysis(documents, model_id: model)).id
    let copy = work(() => cloneProject(project, 1)).id
    work(() => uploadDocuments(project, documents))
    let late = life(() => [
      getLabelingSession(project, session).status, getProjectModel(project, second).status,
      getGroup(project, group).status, getCorrection(project, correction).status,
      getAnalysis(analysis).status, getProject(copy).status, listNotifications().map(n => n.type).all(),
    ])
    [
      ["expoze.Job", early.map(l => l[0])], ["assetzen.PendingInvalidation", early.flatMap(l => l[1])],
      ["hautai.Batch", early.map(l => l[2])], ["deepopinion.LabelingSession", late.map(l => l[0])],
      ["deepopinion.Model", late.map(l => l[1])], ["deepopinion.DetailedModel", late.map(l => l[1])],
      ["deepopinion.Group", late.map(l => l[2])],
      ["deepopinion.Correction", late.map(l => l[3])], ["deepopinion.Analysis", late.map(l => l[4])],
      ["deepopinion.Project", late.map(l => l[5])], ["deepopinion.DocumentImport", late.flatMap(l => l[6])],
    ]
    """

  @Test(arguments: [false, true])
  func statesAreThoseOfTheDeclarations(fails: Bool) async throws {
    try await TestSandbox.with { sandbox in
      let seen = await OperationScript.run(
        Self.script, .sandbox(at: sandbox.url),
        parameters: [
          "server": .string(sandbox.url), "fails": .bool(fails),
          "picture": .string(Repository.fixture("images/cat.jpg").path),
          "texts": .string(Repository.fixture("texts/labelled.csv").path),
        ])
      var unseen = try Self.declared()
      for item in Self.items(of: seen) {
        let (name, found) = (Self.items(of: item)[0].asString ?? "", Self.items(of: item)[1])
        let declared = unseen.removeValue(forKey: name)
        let states = try #require(declared, "\(name)")
        let known = Set(states.all.map(\.displayText))
        let met = Set(Self.items(of: found).filter { !$0.isNull }.map(\.displayText))
        #expect(met.isSubset(of: known), "\(name) was \(met), not only \(known)")
        let ends = fails && !states.badEnds.isEmpty ? states.badEnds : states.goodEnds
        #expect(ends.contains { met.contains($0.displayText) }, "\(name) was only \(met)")
      }
      #expect(unseen.keys.sorted() == [], "nobody has looked at these")
    }
  }

  private static func items(of value: Value) -> [Value] {
    value.asList.map { Array($0.items) } ?? []
  }

  private static func declared() throws -> [String: WaitStates] {
    var states: [String: WaitStates] = [:]
    for name in EmulatorTable.kinds.map({ $0.name }) {
      let vendor = try OperationScript(name, at: "").vendor
      for resource in vendor.resources.values {
        states["\(name).\(resource.name)"] = resource.wait.flatMap { $0.states(of: resource) }
      }
    }
    return states
  }
}
