import Foundation
import TestSupport
import Testing

/// What the system gives and cannot be used is an error that names it, never another valid value.
@Suite(.blocking) struct LookUpTests {
  private func run(_ commands: String) throws -> Shell.Result {
    let folder = try TemporaryFolder()
    return try Shell.run("OLD=$(printf 'gr\\374n'); " + commands, in: folder.url)
  }

  @Test func `bytes that are not UTF-8 are told wherever they come from`() throws {
    let run = try run(
      """
      imgflow -e 'param x: string; print(x)' --x "$OLD"
      imgflow "$OLD.imgflow"
      V="$OLD" imgflow -e 'print(env("V"))'
      echo 'param x: string from env "V"; print(x)' > s.imgflow; V="$OLD" imgflow s.imgflow
      V="$OLD" imgflow -e 'print(try { env("V") } catch e { e.kind })'
      V="$OLD" imgflow -e 'print(process.run("echo", [1]).output.trim())'
      EXPOZE_USERNAME="$OLD" imgflow -e 'expoze.login()'
      IMGFLOW_PROFILE="$OLD" imgflow -e '1'
      XDG_CONFIG_HOME="/$OLD" imgflow login
      TERM="$OLD" imgflow -e '2'
      printf '%s\\nnext\\n' "$OLD" | imgflow -e 'print(try { input() } catch e { e.message }, input())'
      printf '%s' "$OLD" | imgflow -e 'file.text("-")'
      printf 'print("%s")' "$OLD" | imgflow -
      mkdir d; touch "d/$OLD"; imgflow -e 'print(try { file.list("d") } catch e { e.message })'
      imgflow -e 'print(try { file.glob("**/x") } catch e { e.message })'
      printf 'printf "a\\\\374" >&2' > e.sh; imgflow -e 'print(process.run("sh", ["e.sh"]).errors)'
      """)
    #expect(
      run.output == """
        io
        1
        2
        standard input is not text in UTF-8: byte 2 is 0xFC next
        a name in <folder>/d is not text in UTF-8: `gr\\xFCn`
        a name in <folder>/d is not text in UTF-8: `gr\\xFCn`
        a\\xFC

        """, "\(run.errors)")
    for words in [
      "argument 4 is not text in UTF-8: `gr\\xFCn`", "argument 1 is not text in UTF-8",
      "`V` is not text", "`EXPOZE_USERNAME` is not text", "`IMGFLOW_PROFILE` is not text",
      "`XDG_CONFIG_HOME` is not text", "`-` is not text in UTF-8: byte 2 is 0xFC; it looks like",
      "standard input is not text in UTF-8: byte 9 is 0xFC",
    ] { #expect(run.errors.contains(words), "\(words)") }
    #expect(!run.output.contains("\u{FFFD}") && !run.errors.contains("\u{FFFD}"))
    #expect(!run.errors.contains("defect"))
  }

  @Test func `a folder that has been deleted is not the root`() throws {
    let calls = [
      #"file.exists("etc")"#, #"file.list()"#, #"file.text("etc/passwd")"#, #"file.glob("*")"#,
      #"file.write("x", "")"#, #"file.createFolder("x")"#, #"file.size("x")"#, #"here("x")"#,
      #"file.isFolder("etc")"#, #"file.copy("a", "b")"#, #"expoze.upload("x")"#,
    ]
    let script = calls.map { "print(try { \($0) } catch e { e.message })\n" }.joined()
    let run = try run(
      """
      cat > s.imgflow <<'END'
      \(script)
      END
      mkdir gone; cd gone; rmdir ../gone
      imgflow - < ../s.imgflow; imgflow s.imgflow; imgflow -e 'param p: path; print(p)' --p x
      imgflow check x.imgflow; imgflow -e 'import "./m.imgflow" as m'
      """)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == calls.count)
    for line in lines { #expect(line.contains("it has been deleted"), "\(line)") }
    #expect(run.errors.components(separatedBy: "it has been deleted").count == 5, "\(run.errors)")
  }

  @Test func `a script is where its file is, whatever link led to it`() throws {
    let run = try run(
      """
      mkdir real links; echo 'export let x = here("y")' > real/m.imgflow
      printf 'import "./m.imgflow" as m\\nprint(m.x, here("z"))\\n' > real/s.imgflow
      ln -s ../real/s.imgflow links/t.imgflow; ln -s real alias; ln -s ../links/t.imgflow links/u
      for path in real/s.imgflow links/t.imgflow alias/s.imgflow links/u $PWD/links/t.imgflow; do
        imgflow $path; (cd links; imgflow ../links/t.imgflow)
      done
      ln -s ../real/m.imgflow links/n.imgflow
      printf 'import "./links/n.imgflow" as a\\nimport "./real/m.imgflow" as b\\nprint(a.x == b.x)' > two.imgflow
      imgflow two.imgflow
      """)
    let line = "<folder>/real/y <folder>/real/z\n"
    #expect(run.output == String(repeating: line, count: 10) + "true\n", "\(run.errors)")
  }

  @Test func `links to folders are followed once, and only when asked`() throws {
    let run = try run(
      """
      mkdir -p one/sub two; touch one/sub/a.jpg two/b.jpg; ln -s ../ one/sub/back; ln -s . one/self
      ln -s ../two one/two; ln -s sub/a.jpg one/link.jpg; ln -s nothing one/broken; ln -s loop one/loop
      imgflow -e 'print(file.glob("one/**/*.jpg"))
      print(file.glob("one/**/*.jpg", links: true))
      print(file.glob("one/**/two/*.jpg"), file.glob("one/*/b.jpg"), file.glob("one/**/*/b.jpg"))
      print(file.glob("one/**").length, file.exists("one/loop"), file.exists("one/broken"))'
      """)
    #expect(
      run.output == """
        ["one/link.jpg", "one/sub/a.jpg"]
        ["one/link.jpg", "one/sub/a.jpg", "one/two/b.jpg"]
        ["one/two/b.jpg"] ["one/two/b.jpg"] []
        8 false false

        """, "\(run.errors)")
  }

  @Test func `a closed stream is an error, and no file takes its place`() throws {
    let run = try run(
      """
      imgflow -e 'print(try { input() } catch e { e.message })' <&-
      imgflow -e 'print(try { file.text("-") } catch e { e.message })' <&-
      imgflow -e 'try { print(1) } catch e { file.write("out", e.message + "\\n") }' >&-; cat out
      imgflow -e 'print(try { log(1) } catch e { e.message })' 2>&-
      imgflow -e 'file.write("a", "kept\\n"); let lines = file.lines("a"); print(1)' >&-; echo $?; cat a
      imgflow -e '1' >&-; echo $?; imgflow --help >&-; echo $?; imgflow ops >&-; echo $?
      imgflow -e 'file.write("b", "kept\\n"); log(1)' 2>&-; echo $?; cat b
      imgflow -e 'print(process.run("cat", input: "x").output)' <&- 2>&-
      imgflow -e 'print(process.run("cat", input: "x").status)' <&- >&- 2>&-; echo $?
      """)
    #expect(
      run.output == """
        cannot read standard input: it is closed
        cannot read standard input: it is closed
        cannot write to standard output: it is closed
        cannot write to standard error: it is closed
        1
        kept
        1
        1
        1
        1
        kept
        x
        1

        """, "\(run.errors)")
  }

  @Test func `limits hold while something is waited for`() throws {
    let run = try run(
      """
      limited() { timeout -k 1 60 imgflow "$@" 2>/dev/null; echo $?; }
      mkfifo in out; sleep 100 > in & writer=$!; sleep 100 < out & reader=$!
      limited -e 'input()' --timeout 500ms < in
      limited -e 'file.text("-")' --timeout 500ms < in
      limited -e 'print(try { timeout(500ms) { file.lines("-").all() } } catch e { e.kind })' < in
      limited -e 'parallel for i in [1, 2, 3] { input() }' --timeout 500ms < in
      limited - --timeout 500ms < in
      limited -e 'process.run("setsid", ["sleep", "4"])' --timeout 500ms
      limited -e 'process.run("yes")' --timeout 500ms
      limited -e 'yaml.parse("- {a: [1, 2, 3]}\\n".repeat(200000))' --timeout 500ms
      timeout -k 1 60 imgflow -e 'print("x".repeat(1000000)); while true {}' --timeout 500ms > out 2> err
      echo $?; kill $writer $reader
      """)
    #expect(run.output == "6\n6\ntimeout\n0\n6\n6\n6\n6\n6\n6\n", "\(run.output)")
  }
}
