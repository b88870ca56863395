import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlowSandbox

/// Everything that takes its time at the vendors is waited for by `waitFor`, to its end and to its
/// failure.
@Suite struct WaitingTests {
  private static func run(_ script: String, _ scale: Double = 100) async throws -> [String] {
    try await TestSandbox.with {
      $0.timeScale = scale
    } _: { sandbox in
      let start = """
        param server: string
        param picture: path
        let texts = picture.replace("images/cat.jpg", "texts")

        """
      let value = await OperationScript.run(
        start + script, .sandbox(at: sandbox.url),
        parameters: [
          "server": .string(sandbox.url),
          "picture": .string(Repository.fixture("images/cat.jpg").path),
        ])
      return value.asList?.items.map { $0.displayText } ?? []
    }
  }

  @Test func worksOfPicturesAreWaitedFor() async throws {
    let ends = try await Self.run(
      """
      let media = expoze.upload(picture).mediaId
      let job = waitFor(expoze.createJob(media), every: 50ms)
      let image = assetzen.searchImages().first().sid
      let invalidation = waitFor(assetzen.createInvalidation(image), every: 50ms)
      let batch = waitFor(hautai.measure(hautai.createSubject("volunteer").id, picture), every: 50ms)
      [job.outputPath.isEmpty(), invalidation.status, batch.face_skin_metrics_3.all_algorithms_calculated]
      """)
    #expect(ends == ["false", "completed", "true"])
  }

  @Test func workOfTheStudioIsWaitedFor() async throws {
    let ends = try await Self.run(
      """
      use deepopinion
      fn end(of: any) => waitFor(of, every: 50ms)
      let project = createProject("Hotels", "CLASSLABEL").id
      let session = end(uploadLabelingFile(project, "\\(texts)/labelled.csv"))
      let model = end(train(project, name: "hotels", annotation_ids: [session.id]))
      let group = end(createGroup(project, documents: [{text: "The bed was soft."}]))
      let correction = end(createCorrection(project, model.id, sample_size: 2))
      let analysis = end(createAnalysis([{text: "The bed was soft."}], model_id: model.id))
      let copy = end(cloneProject(project, 1))
      let documents = end(uploadDocuments(project, [{text: "The waiter was rude."}]))
      [session, model, group, correction, analysis, copy].map(made => made.status) + [documents.type]
      """)
    #expect(
      ends == ["FINISHED", "READY", "CREATED", "ANNOTATING", "FINISHED", "CREATED", "INFO"])
  }

  @Test func whatFailsIsAnError() async throws {
    let kinds = try await Self.run(
      """
      use deepopinion
      fn end(order: any) => try { waitFor(order(), every: 50ms).status } catch e { e.kind }
      fn failing(order: any) {
        http.post("\\(server)/_sandbox/deepopinion/fail-next-task", json: {count: 1})
        end(order)
      }
      let project = createProject("Hotels", "CLASSLABEL").id
      let session = waitFor(uploadLabelingFile(project, "\\(texts)/labelled.csv"), every: 50ms)
      let model = waitFor(train(project, name: "hotels", annotation_ids: [session.id]), every: 50ms)
      let documents = [{text: "The bed was soft."}]
      http.post("\\(server)/_sandbox/expoze/fail-next-job", json: {count: 1})
      [
        end(() => expoze.createJob(expoze.upload(picture).mediaId)),
        failing(() => uploadLabelingFile(project, "\\(texts)/labelled.csv")),
        failing(() => train(project, annotation_ids: [session.id])),
        failing(() => createGroup(project, documents: documents)),
        failing(() => createCorrection(project, model.id, sample_size: 2)),
        failing(() => createAnalysis(documents, model_id: model.id)),
        failing(() => cloneProject(project, 1)),
        failing(() => uploadDocuments(project, documents)),
      ]
      """)
    #expect(kinds == Array(repeating: "job", count: 8))
  }
}
