/// Why a zip archive cannot be read or written.
package enum ZipFault: Error, Equatable {
  case damaged
  case encrypted
  /// A file is packed in a way that hardly any program uses.
  case unknownMethod
  /// There are more files, or larger ones, than the plain form of the format holds.
  case tooLarge
}
