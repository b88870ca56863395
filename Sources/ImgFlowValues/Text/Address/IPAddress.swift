#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension URLParts {
  /// Whether the host is this computer.
  package var isLoopback: Bool { host == "localhost" || IPAddress(host)?.isLoopback == true }
}

/// An address of version 4 or 6, to be compared by value.
package struct IPAddress: Hashable, Sendable {
  /// Four bytes or sixteen; a version 4 address inside a version 6 one counts as the former.
  package let bytes: [UInt8]

  /// Reads `192.0.2.1`, `2001:db8::1` or `[2001:db8::1]`; nil for anything else, names among it.
  package init?(_ text: some StringProtocol) {
    let isBracketed = text.hasPrefix("[") && text.hasSuffix("]")
    let text = isBracketed ? String(text.dropFirst().dropLast()) : String(text)
    guard let bytes = Self.read(text), !isBracketed || bytes.count == 16 else { return nil }
    self.init(bytes: bytes)
  }

  /// Nil unless there are four bytes or sixteen.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
    self.bytes =
      bytes.count == 16 && bytes.starts(with: mapped) ? Array(bytes.dropFirst(12)) : bytes
  }

  /// As addresses are written, without brackets.
  package var text: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let family = bytes.count == 4 ? AF_INET : AF_INET6
    guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "" }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func read(_ text: String) -> [UInt8]? {
    for (family, size) in [(AF_INET, 4), (AF_INET6, 16)] {
      var bytes = [UInt8](repeating: 0, count: size)
      if inet_pton(family, text, &bytes) == 1 { return bytes }
    }
    return nil
  }

  /// Whether the first `length` bits are those of `network`.
  package func isIn(_ network: IPAddress, length: Int) -> Bool {
    guard bytes.count == network.bytes.count, (0...bytes.count * 8).contains(length) else {
      return false
    }
    return zip(bytes, network.bytes).enumerated().allSatisfy { index, pair in
      let bits = min(max(length - index * 8, 0), 8)
      return (pair.0 ^ pair.1) >> (8 - bits) == 0
    }
  }

  /// Whether it means this computer: 127.0.0.0/8 and ::1.
  package var isLoopback: Bool {
    bytes.count == 4 ? bytes[0] == 127 : bytes == [UInt8](repeating: 0, count: 15) + [1]
  }
}

// What reaches a server that its name does not say.
extension IPAddress {
  /// Reads an address of version 4 as name resolution does: one to four numbers, decimal, octal or hexadecimal.
  init?(lenient text: String) {
    guard text.utf8.first.map({ (0x30...0x39).contains($0) }) == true,
      text.utf8.allSatisfy({
        (0x30...0x39).contains($0) || (0x61...0x78).contains($0) || $0 == 0x2E
      })
    else { return nil }
    var address = in_addr()
    guard inet_aton(text, &address) != 0 else { return nil }
    self.init(bytes: withUnsafeBytes(of: address.s_addr) { Array($0) })
  }

  /// The address of version 4 that one of version 6 leads to by its form: compatible, translated (NAT64) or
  /// tunnelled (6to4).
  package var inner: IPAddress? {
    guard bytes.count == 16 else { return nil }
    let translated: [UInt8] = [0, 0x64, 0xFF, 0x9B] + [UInt8](repeating: 0, count: 8)
    let isCompatible = bytes.prefix(12).allSatisfy { $0 == 0 } && bytes[12] != 0
    if isCompatible || bytes.starts(with: translated) {
      return IPAddress(bytes: Array(bytes[12...]))
    }
    return bytes.starts(with: [0x20, 0x02]) ? IPAddress(bytes: Array(bytes[2..<6])) : nil
  }

  /// Whether only this machine, its link or the operator of its cloud answers there. A name of a host that
  /// leads to such an address is a trick, or a mistake.
  package var isInside: Bool { isLinkLocal || isOwn || inner?.isInside == true }

  /// Whether it is on the link, as the services of clouds that hand out credentials are, or one of those that
  /// are elsewhere.
  package var isLinkLocal: Bool {
    if bytes.count == 4 {
      return bytes.starts(with: [169, 254]) || Self.cloudServices.contains(bytes)
    }
    return bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80 || Self.cloudServices.contains(bytes)
      || inner?.isLinkLocal == true
  }

  /// Whether it means this machine, or no machine at all.
  private var isOwn: Bool {
    if isLoopback { return true }
    return bytes.count == 4
      ? bytes[0] == 0 || bytes[0] >= 224 : bytes[0] == 0xFF || bytes.allSatisfy { $0 == 0 }
  }

  /// Services of Alibaba, Azure, Oracle and Amazon.
  private static let cloudServices: Set<[UInt8]> = [
    [100, 100, 100, 200], [168, 63, 129, 16], [192, 0, 0, 192],
    [0xFD, 0x00, 0x0E, 0xC2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54],
  ]
}
