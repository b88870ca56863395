import Foundation
import TestSupport
import Testing

/// What is no file, at every place that reads or writes one: never waited for, never taken for one.
@Suite(.blocking) struct FileKindTests {
  private static let functions = [
    "file.text(PATH)", "file.bytes(PATH)", "file.json(PATH)", "file.lines(PATH).all()",
    "file.records(PATH).all()", "file.sha256(PATH)", "image.info(PATH)",
    #"file.copy(PATH, "copy")"#,
    #"http.post("http://127.0.0.1:1/", file: PATH)"#, "expoze.upload(PATH)",
  ]

  private static let kinds = [
    ("pipe", "a named pipe"), ("socket", "a socket"), ("folder", "a folder"),
    ("/dev/zero", "a device"), ("/dev/tty", "a device"), ("link", "a named pipe"),
  ]

  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder.url.appending(path: "pipe").path, 0o600) == 0)
    _ = try Shell.run(
      """
      mkdir folder; ln -s pipe link
      python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("socket")'
      """, in: folder.url)
    return folder
  }

  @Test(arguments: functions)
  func `is refused where a file is read`(_ function: String) throws {
    let folder = try folder()
    let calls = Self.kinds.map { kind, _ in
      let call = function.replacing("PATH", with: "\"\(kind)\"")
      return "print(try { \(call) } catch e { e.message })\n"
    }
    try calls.joined().write(
      to: folder.url.appending(path: "s.imgflow"), atomically: true, encoding: .utf8)
    let run = try Shell.run("imgflow s.imgflow --timeout 30s", in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == Self.kinds.count)
    for (line, (kind, words)) in zip(lines, Self.kinds) {
      #expect(line.contains(words) || line.contains("is not a file"), "\(kind): \(line)")
    }
  }

  @Test func `is refused as a script, a module, and a file of variables`() throws {
    let folder = try folder()
    try #"import "./pipe" as pipe"#.write(
      to: folder.url.appending(path: "s.imgflow"), atomically: true, encoding: .utf8)
    let run = try Shell.run(
      """
      imgflow pipe; imgflow s.imgflow; imgflow --env-file pipe -e 1; imgflow check pipe; imgflow test pipe
      ln -s pipe .env; imgflow -e 1
      """, in: folder.url)
    #expect(run.output == "")
    #expect(run.errors.components(separatedBy: "it is a named pipe").count == 7, "\(run.errors)")
  }

  @Test func `is written to where it is a stream`() throws {
    let folder = try folder()
    let run = try Shell.run(
      """
      imgflow -e 'print(try { file.write("pipe", "x") } catch e { e.message })'
      imgflow -e 'print(try { file.append("socket", "x") } catch e { e.message })'
      imgflow -e 'print(try { file.write("-", "x") } catch e { e.message })'
      (sleep 0.2; imgflow -e 'file.write("pipe", "through the pipe\\n")') & cat pipe
      imgflow -e 'file.write("/dev/null", "x")
      print("before")
      file.write("/dev/stdout", "between\\n")
      print("after")' > out; cat out
      imgflow -e 'print(try { file.write("/dev/full", "x") } catch e { e.message })'
      """, in: folder.url)
    #expect(
      run.output == """
        cannot write <folder>/pipe: it is a pipe or device that nothing reads from
        cannot append to <folder>/socket: it is a socket, not a file
        `-` is standard input, which cannot be written to
        through the pipe
        before
        between
        after
        cannot write /dev/full: the disk is full

        """)
  }

  @Test func `streams that the program was given are read`() throws {
    let folder = try folder()
    let run = try Shell.run(
      """
      printf 'a\\nb\\n' | imgflow -e 'file.lines("-").all()' --json
      printf 'ab' | imgflow -e 'file.text("/dev/stdin") + file.text("-")' --json
      printf 'first\\nrest' | imgflow -e '[input(), file.text("-")]' --json
      printf '[1]' | imgflow -e 'file.json("-")' --json
      printf 'print(7)' | imgflow -
      printf 'print(8)' | imgflow /dev/stdin
      echo 'param list: path; print(file.text(list))' > s.imgflow; printf x | imgflow s.imgflow --list -
      bash -c 'imgflow s.imgflow --list <(printf y); imgflow <(echo "print(9)")'
      bash -c 'imgflow -q --env-file <(echo A=5) -e "print(env(\\"A\\"))"'
      """, in: folder.url)
    #expect(run.errors == "")
    #expect(
      run.output == """
        ["a","b"]
        "ab"
        ["first","rest"]
        [1]
        7
        8
        x
        y
        9
        5

        """)
  }
}
