import Foundation
import TestSupport

/// Runs commands with the built programs in `PATH`, in an environment that says nothing else.
enum Shell {
  struct Result {
    var output: String
    var errors: String
    var status: Int32
  }

  /// Runs a command in a folder. A command that takes longer than ten minutes is killed.
  static func run(_ command: String, in folder: URL, input: String = "") throws -> Result {
    let run = try ProgramRun(
      "/bin/sh", ["-c", prelude + command], in: folder, environment: environment(home: folder),
      input: input)
    return Result(
      output: constant(run.output, in: folder), errors: constant(run.errors, in: folder),
      status: run.status)
  }

  /// What commands can use beside the programs:
  ///
  /// - `start_sandbox FLAGS…` starts a sandbox that ends with the shell; it is then at `$URL`.
  /// - `order PATH JSON` tells it to do something, such as letting a job fail.
  private static let prelude = """
    start_sandbox() {
      imgflow sandbox --parent $$ --time-scale 20 "$@" >.url &
      sandbox=$!
      until grep -qs url .url; do sleep 0.05; done
      URL=$(cut -d '"' -f 4 .url)
    }
    order() {
      python3 -c 'import sys, urllib.request as web
    web.urlopen(sys.argv[1], data=sys.argv[2].encode()).read()' "$URL/_sandbox$1" "$2"
    }

    """

  private static func environment(home: URL) -> [String: String] {
    var result = [
      "PATH": "\(BuiltPrograms.folder.path):/usr/bin:/bin", "HOME": home.path, "LANG": "C.UTF-8",
      "TZ": "UTC",
    ]
    result["IMGFLOW_SANDBOX_BIN"] = ProcessInfo.processInfo.environment["IMGFLOW_SANDBOX_BIN"]
    return result
  }

  /// What differs from run to run is replaced by a word.
  private static func constant(_ text: String, in folder: URL) -> String {
    text.replacingOccurrences(of: folder.path, with: "<folder>")
      .replacing(/(?m)^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\x20/, with: "")
      .replacing(/127\.0\.0\.1:\d+/, with: "127.0.0.1:<port>")
      // The name of a run.
      .replacing(/\b0[0-9a-z]{5}-[0-9a-z]{2}\b/, with: "<run>")
      .replacing(/after \d+ ms\b/, with: "after <n> s")
      .replacing(/\d+ ms\b/, with: "<n> ms")
      .replacing(/\b\d+\.\d s\b/, with: "<n> s")
      .replacing(/(job |a_o_is\.json\/|jobs\/)\d{5}/) { "\($0.1)<id>" }
  }
}
