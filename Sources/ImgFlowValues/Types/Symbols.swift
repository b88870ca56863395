import Synchronization

/// The keys that scripts write out, each as one object, so that finding one in a shape is mostly a
/// comparison of references.
package enum Symbols {
  private static let table = Mutex<[String: StringObject]>([:])

  package static func key(_ text: String) -> StringObject {
    table.withLock { table in
      if let known = table[text], known.text.utf8.elementsEqual(text.utf8) { return known }
      let key = StringObject(text)
      _ = key.hash
      table[text] = key
      return key
    }
  }
}
