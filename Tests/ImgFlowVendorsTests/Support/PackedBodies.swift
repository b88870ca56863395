import ImgFlowRuntime
import ImgFlowValues
import TestSupport

/// Bodies in all the forms that servers send them in, packed by Python.
struct PackedBodies {
  struct Body: Sendable, CustomStringConvertible {
    let form: String
    let content: [UInt8]
    let packed: [UInt8]

    /// What `Content-Encoding` says.
    var encoding: String { ["zlib", "bare"].contains(form) ? "deflate" : "gzip" }
    var description: String { "\(form) of \(content.count) bytes" }
  }

  private static let script = """
    import base64, gzip, io, json, random, zlib
    def named(b):
        out = io.BytesIO()
        with gzip.GzipFile("a name.txt", "wb", 9, out, 1) as file: file.write(b)
        return out.getvalue()
    third = lambda b: len(b) // 3
    forms = {
        "gzip": gzip.compress, "stored": lambda b: gzip.compress(b, 0), "named": named,
        "members": lambda b: gzip.compress(b[:third(b)]) + gzip.compress(b"") + gzip.compress(b[third(b):]),
        "padded": lambda b: gzip.compress(b) + bytes(700),
        "zlib": zlib.compress, "bare": lambda b: zlib.compress(b)[2:-4],
    }
    text = ('[' + ', '.join('{"id": %d, "name": "äöü"}' % n for n in range(2000)) + ']').encode()
    contents = [b"", b"x", text, random.Random(7).randbytes(20_000), bytes(300_000)]
    encode = lambda b: base64.b64encode(b).decode()
    packed = [[form, n, encode(pack(b))] for form, pack in forms.items() for n, b in enumerate(contents)]
    print(json.dumps([[encode(b) for b in contents], packed]))
    """

  /// Nothing where Python is missing.
  static let all: [Body] = (try? packed()) ?? []

  private static func packed() throws -> [Body] {
    let printed = try JSON.parse(Python.run(script, input: "")).asItems ?? []
    let contents = (printed.first?.asItems ?? []).map { Base64.decode($0.asString ?? "") ?? [] }
    return (printed.last?.asItems ?? []).map { row in
      let fields = row.asItems ?? []
      return Body(
        form: fields[0].asString ?? "", content: contents[fields[1].asInt ?? 0],
        packed: Base64.decode(fields[2].asString ?? "") ?? [])
    }
  }
}
