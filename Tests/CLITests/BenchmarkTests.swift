import TestSupport
import Testing

/// The benchmark programs print the same in ImgFlow and in Python.
@Suite(.blocking) struct BenchmarkTests {
  @Test func `benchmarks print what Python prints`() throws {
    let bench = Repository.root.appending(path: "scripts/bench").path
    let run = try ProgramRun(
      Python.path,
      ["-B", bench, "--check", "--peers", "python", "--imgflow", "\(BuiltPrograms.imgflow) run"])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("programs print the same"))
  }
}
