import Foundation
import TestSupport
import Testing

/// What is known of the files that operations take, in `imgflow ops --json`: as the vendors' documents say
/// it, and nothing where they are silent.
@Suite(.blocking) struct FileLimitTests {
  private struct Listed: Decodable {
    let vendor, name: String
    let parameters: [Parameter]
  }

  private struct Parameter: Decodable {
    let name, type: String
    let file: Limits?
  }

  private struct Limits: Decodable, Equatable {
    var kinds: [String] = []
    var bytes, width, height: Range?
  }

  private struct Range: Decodable, Equatable { var min, max: Int? }

  /// Every parameter that is a file.
  private static let documented: [String: Limits] = [
    "assetzen.uploadImage file": Limits(),
    "deepopinion.uploadAnalysisFile file": Limits(kinds: ["csv", "jsonl", "json", "xlsx"]),
    "deepopinion.uploadClassesFile file": Limits(),
    "deepopinion.extract file": Limits(kinds: ["pdf", "jpeg", "png", "tiff", "webp"]),
    "deepopinion.uploadGroupFile file": Limits(kinds: ["csv", "txt", "json", "jsonl", "xlsx"]),
    "deepopinion.uploadLabelingFile file": Limits(),
    "deepopinion.uploadModel file": Limits(),
    "deepopinion.uploadLabelsFile file": Limits(),
    "expoze.uploadToSpace file": Limits(),
    "expoze.upload file": Limits(),
    "expoze.uploadBase64 file": Limits(),
    "hautai.upload file": Limits(
      bytes: Range(min: 1, max: 31_457_280), width: Range(min: 256), height: Range(min: 256)),
  ]

  @Test func `limits of files are those of the documents`() throws {
    let folder = try TemporaryFolder()
    let run = try Shell.run("imgflow ops --json", in: folder.url)
    let listed = try JSONDecoder().decode([Listed].self, from: Data(run.output.utf8))
    var files: [String: Limits] = [:]
    for operation in listed {
      for parameter in operation.parameters {
        let name = "\(operation.vendor).\(operation.name) \(parameter.name)"
        #expect((parameter.type == "file") == (parameter.file != nil), "\(name)")
        files[name] = parameter.file
      }
    }
    #expect(files == Self.documented)
  }

  /// The manual and the list for people say the same.
  @Test func `limits of files are shown`() throws {
    let folder = try TemporaryFolder()
    let list = try Shell.run("imgflow ops; imgflow doc hautai.upload", in: folder.url).output
    for words in [
      "file: .csv, .jsonl, .json or .xlsx", "file: .pdf, .jpeg, .png, .tiff or .webp",
      "file: 1 B to 30 MiB, at least 256 × 256 pixels", "The file: 1 B to 30 MiB",
    ] {
      #expect(list.contains(words), "\(words)")
    }
  }
}
