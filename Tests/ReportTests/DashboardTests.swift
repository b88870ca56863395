import Foundation
import TestSupport
import Testing

/// The page of the sandbox at `/` and the pages of its requests, as a browser has them.
@Suite(.blocking)
struct DashboardTests {
  /// Everything that a client can send, as markup that would run.
  private static let hostile = #"""
    bad = '"><img src=x onerror="top.hacked=1"><script>top.hacked=1</script>'
    for path in ["/expoze/" + bad.replace(" ", "%20"), "/x?q=" + bad.replace(" ", "%20"), "/expoze/developer/medias?" + "long" * 300]:
        call("GET", path, {"X-Bad": bad, "Cookie": bad})
    call("POST", "/expoze/auth/token", {"Content-Type": "application/json"}, ('{"username": ' + repr(bad).replace("'", '"') + ', "password": "geheim"}').encode())
    call("POST", "/expoze/auth/token", {"Content-Type": "application/json"}, b'{"username": "<b>", "password": "geheim", "note": "' + b"x" * 500 + b'"}')
    call("POST", "/expoze/auth/token", {"Content-Type": "text/html"}, bad.encode())
    call("POST", "/hautai/api/v1/login/", {"Content-Type": bad}, b"\x00\x01" * 99)
    call("BAD" + "x" * 50, "/expoze/developer/medias")
    """#

  @Test func `nothing that a client sends runs or is cut off`() throws {
    let sandbox = try SandboxVisit()
    try sandbox.send(Self.hostile)
    let pages = [
      "/", "/?errors=1&q=%22%3E%3Cscript%3Etop.hacked=1%3C/script%3E", "/?vendor=expoze",
    ]
    let entries = try sandbox.entries()
    #expect(entries.count >= 7)
    for path in pages + entries.map({ "/_sandbox/requests/\($0.number)" }) {
      let html = try sandbox.text(path)
      #expect(!html.contains("geheim"), "\(path)")
      for isDark in [false, true] where isDark == (path == "/") || !isDark {
        let frames = try Measure.frames(
          of: html, widths: [320, 390, 1280], isDark: isDark, in: sandbox.folder)
        #expect(frames.count == 3)
        for frame in frames {
          #expect(!frame.hacked, "\(path)")
          #expect(frame.scrollWidth <= frame.width, "\(path) at \(frame.width)")
          #expect(frame.cutOff == [], "\(path) at \(frame.width)")
          #expect(frame.pale == [], "\(path) at \(frame.width)")
          #expect(frame.unsaid == [], "\(path) at \(frame.width)")
        }
      }
      let scripts = Page(html: html).elements.filter { $0.name == "script" }
      #expect(scripts.map { $0.attributes["src"] } == ["/_sandbox/page.js"], "\(path)")
    }
  }

  @Test func `what vendors were given fits too`() throws {
    let sandbox = try SandboxVisit()
    let script = """
      expoze.login()
      let media = expoze.upload("\(Repository.root.path)/scripts/creatives/coffee-a.jpg")
      waitFor(expoze.createJob(media.mediaId))
      expoze.markArea(media.mediaId, "long" + range(30).map(_ => "Donaudampf").join(), {left: 1, top: 1, width: 9, height: 9})
      assetzen.getAccount()
      """
    try Data(script.utf8).write(to: sandbox.folder.appending(path: "s.imgflow"))
    _ = try Programs.run(
      BuiltPrograms.imgflow, ["s.imgflow", "--sandbox-url", sandbox.url], home: sandbox.folder)
    for name in ["selfie-triage", "review-check"] {
      let path = Repository.root.appending(path: "scripts/\(name).imgflow").path
      _ = try Programs.run(
        BuiltPrograms.imgflow, [path, "--sandbox-url", sandbox.url], home: sandbox.folder)
    }
    let html = try sandbox.text("/?q=nothing+of+it")
    for heading in ["Media", "Selfies", "Models and work"] {
      #expect(html.contains("<h2>\(heading)</h2>"))
    }
    for isDark in [false, true] {
      let frames = try Measure.frames(
        of: html, widths: [320, 390, 1280], isDark: isDark, in: sandbox.folder)
      for frame in frames {
        #expect(frame.scrollWidth <= frame.width, "at \(frame.width)")
        #expect(frame.cutOff == [], "at \(frame.width)")
        #expect(frame.pale == [], "at \(frame.width)")
        #expect(frame.unsaid == [], "at \(frame.width)")
      }
    }
  }

  @Test func `a filter shows what is asked for`() throws {
    let sandbox = try SandboxVisit()
    try sandbox.send(
      #"""
      json = {"Content-Type": "application/json"}
      call("POST", "/expoze/auth/token", json, b'{"username": "demo@imgflow.dev", "password": "sandbox"}')
      call("POST", "/expoze/auth/token", json, b'{"username": "Anna", "password": "sandbox"}')
      call("GET", "/hautai/nothing?colour=Blue")
      """#)
    let rows = { (query: String) in
      Page(html: try sandbox.text("/" + query)).elements.compactMap { element in
        element.name == "details"
          ? element.attributes["data-page"]?.split(separator: "/").last : nil
      }
    }
    #expect(try rows("") == ["3", "2", "1"])
    #expect(try rows("?vendor=hautai") == ["3"])
    #expect(try rows("?vendor=unknown") == ["3", "2", "1"])
    #expect(try rows("?errors=1") == ["3", "2"])
    #expect(try rows("?q=anna") == ["2"])
    #expect(try rows("?q=colour=blue") == ["3"])
    #expect(try rows("?q=auth&errors=1&vendor=expoze") == ["2"])
    #expect(try rows("?q=404&vendor=hautai") == ["3"])
    #expect(try rows("?q=401&vendor=hautai") == [])
    #expect(try rows("?q=127.0.0.1") == [])
    #expect(try rows("?q=nowhere") == [])
  }

  /// The command of a request's page.
  private func command(_ number: Int, _ sandbox: SandboxVisit) throws -> String {
    let html = try sandbox.text("/_sandbox/requests/\(number)")
    let start = try #require(html.range(of: "<div class=\"command\">"))
    let text = try #require(html[start.upperBound...].firstMatch(of: /<pre[^>]*>([^<]*)<\/pre>/)?.1)
    return String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }

  @Test
  func `the command sends the same request again`() throws {
    let sandbox = try SandboxVisit()
    try sandbox.send(
      #"""
      json = {"Content-Type": "application/json"}
      call("POST", "/expoze/auth/token", json, '{"username": "it\'s $HOME `id` \\\\ !! é\\n", "x": [1.50]}'.encode())
      call("PUT", "/expoze/a/../b[1]{2}?a=1&b=it's%20$x", {"X-Empty": "", "X-Quote": "a'b\"c"}, b"line 1\nline 2 'x'")
      call("POST", "/hautai/x", {"Content-Type": "application/octet-stream"}, bytes(range(256)))
      call("POST", "/x", {"Content-Type": "application/x-www-form-urlencoded"}, b"a=%27&b=1+2&c=@file")
      call("DELETE", "/pixoneye/y")
      call("GET", "/assetzen/z?q=%22")
      call("HEAD", "/assetzen/z")
      call("POST", "/expoze/auth/token", {**json, "Authorization": "Bearer abc.def", "X-Api-Key": "k1"}, b'{"username":"u","password":"pass"}')
      """#)
    let count = try sandbox.entries().count
    for number in 1...count {
      let command = try command(number, sandbox)
      let values = "TOKEN=abc.def; X_API_KEY=k1; PASSWORD=pass\n"
      _ = try Programs.run("/bin/sh", ["-ec", values + command], home: sandbox.folder)
      let entries = try sandbox.entries()
      let (old, new) = (entries[number - 1], try #require(entries.last))
      #expect(new.number == count + number)
      #expect([new.method, new.path] == [old.method, old.path])
      #expect(new.status == old.status)
      #expect(try parts(of: new.number, sandbox) == parts(of: number, sandbox), "\(command)")
    }
  }

  @Test func `what is open stays open while requests come in`() throws {
    let sandbox = try SandboxVisit()
    try sandbox.send(#"call("GET", "/expoze/first")"#)
    let before = try sandbox.text("/")
    try sandbox.send(#"call("GET", "/expoze/second")"#)
    let pages = [before, try sandbox.text("/"), try sandbox.text("/_sandbox/requests/1")]
    let texts = try pages.map { page in
      String(decoding: try JSONEncoder().encode(page), as: UTF8.self).replacing("</", with: "<\\/")
    }
    let script = try sandbox.text("/_sandbox/page.js")
    let holder = """
      <!doctype html><meta charset="utf-8"><body><script>
      const [before, after, request] = [\(texts.joined(separator: ",\n"))];
      const pause = time => new Promise(done => setTimeout(done, time));
      addEventListener("load", async () => {
        const frame = document.createElement("iframe");
        frame.srcdoc = before.replace(/<script[^>]*><\\/script>/, "").replace("</body>", document.querySelector("template").innerHTML + "</body>");
        document.body.append(frame);
        await new Promise(done => frame.onload = done);
        const doc = frame.contentDocument;
        doc.querySelector("details").open = true;
        await pause(3000);
        const rows = [...doc.querySelectorAll(".requests li")].map(row => row.id + (row.querySelector("details").open ? " open" : ""));
        document.title = [...rows, doc.querySelector("details[open] pre:last-of-type") ? "shown" : "", doc.querySelector("#count").textContent].join(", ");
      });
      </script><template><script>
      window.fetch = async address => ({ok: true, text: async () => address.includes("/requests/") ? parent.eval("request") : parent.eval("after")});
      \(script)
      </script></template>
      """
    let file = sandbox.folder.appending(path: "live.html")
    try holder.write(to: file, atomically: true, encoding: .utf8)
    let dom = try Chromium.open(
      file.absoluteString, ["--virtual-time-budget=8000", "--dump-dom"], in: sandbox.folder)
    let title = dom.firstMatch(of: /<title>([^<]*)</).map { String($0.1) }
    #expect(title == "r2, r1 open, shown, 2 requests")
  }

  /// What matters of a request: its page without what curl adds, and its body.
  private func parts(of number: Int, _ sandbox: SandboxVisit) throws -> [String] {
    let html = try sandbox.text("/_sandbox/requests/\(number)")
    let headers = html.matches(of: /<dt>([^<]*)<\/dt><dd>([^<]*)<\/dd>/)
      .map { "\($0.1.lowercased()): \($0.2)" }
    let kept = headers.filter { header in
      ["content-type", "x-empty", "x-quote", "authorization", "x-api-key"]
        .contains { header.hasPrefix($0) }
    }
    let target = html.firstMatch(of: /<h3>Request<\/h3>\s*<p><code>([^<]*)</).map { String($0.1) }
    let body = try? sandbox.bytes("/_sandbox/requests/\(number)/body").base64EncodedString()
    return [target ?? "", body ?? ""] + kept.sorted()
  }
}
