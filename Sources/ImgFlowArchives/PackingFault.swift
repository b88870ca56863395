/// Why packed data cannot be unpacked.
package enum PackingFault: Error, Equatable {
  case damaged
  /// It ends before the packed data does.
  case cutShort
  /// It continues after the end of the packed data.
  case trailing
}
