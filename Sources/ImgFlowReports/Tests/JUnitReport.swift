import ImgFlowValues

/// The results of tests as JUnit's XML, which the servers of continuous integration read.
///
/// There is no standard; this follows https://github.com/testmoapp/junitxml: a suite for each script,
/// times in seconds, `failure` for a test that failed and `error` for a script that could not be run.
package enum JUnitReport {
  package static func text(of results: [TestResult]) -> String {
    var files: [String] = []
    for result in results where files.last != result.file { files.append(result.file) }
    var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#, "<testsuites\(totals(results))>"]
    for file in files {
      let own = results.filter { $0.file == file }
      lines.append("  <testsuite name=\"\(MarkupText.escaped(file))\"\(totals(own))>")
      lines += own.flatMap(testCase)
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>", ""]).joined(separator: "\n")
  }

  private static func totals(_ results: [TestResult]) -> String {
    let failures = results.compactMap(\.failure)
    let errors = failures.count { $0.isOfScript }
    let elapsed = results.reduce(0) { $0 + $1.elapsed }
    return
      " tests=\"\(results.count)\" failures=\"\(failures.count - errors)\" errors=\"\(errors)\""
      + " time=\"\(seconds(elapsed))\""
  }

  private static func testCase(_ result: TestResult) -> [String] {
    let file = MarkupText.escaped(result.file)
    let start =
      "    <testcase name=\"\(MarkupText.escaped(result.name))\" classname=\"\(file)\""
      + " file=\"\(file)\" line=\"\(result.line)\" time=\"\(seconds(result.elapsed))\""
    var parts: [String] = []
    if let failure = result.failure {
      let element = failure.isOfScript ? "error" : "failure"
      let (message, kind) = (MarkupText.escaped(failure.message), MarkupText.escaped(failure.kind))
      parts.append(
        "      <\(element) message=\"\(message)\" type=\"\(kind)\">"
          + "\(MarkupText.escaped(failure.text))</\(element)>")
    }
    if !result.output.isEmpty {
      parts.append("      <system-out>\(MarkupText.escaped(result.output))</system-out>")
    }
    return parts.isEmpty ? [start + "/>"] : [start + ">"] + parts + ["    </testcase>"]
  }

  private static func seconds(_ milliseconds: Int) -> String {
    let thousandths = String(milliseconds % 1000 + 1000).dropFirst()
    return "\(milliseconds / 1000).\(thousandths)"
  }
}
