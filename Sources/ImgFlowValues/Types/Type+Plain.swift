extension Type {
  /// How many parts of a value are looked at plainly; a closer look pauses now and then.
  private static let mostPlainParts = 4_000

  /// Whether a value is of the type by all rules, as it is: nothing of it is converted. False says nothing.
  ///
  /// Most values that cross a type are, and this takes no memory and counts no references.
  @inline(__always)
  package func takesPlainly(_ value: Value) -> Bool {
    isDecidedByKind ? kinds.accepts(value) : takesContainerPlainly(value)
  }

  @usableFromInline
  func takesContainerPlainly(_ value: Value) -> Bool {
    guard kinds.accepts(value), !convertsAlways else { return false }
    var left = Self.mostPlainParts
    return withUnsafePointer(to: value) { takes($0, &left) }
  }

  private func takes(_ place: UnsafePointer<Value>, _ left: inout Int) -> Bool {
    if isDecidedByKind { return kinds.accepts(place.pointee) }
    switch form {
    case .optional(let inner):
      if case .null = place.pointee { return true }
      return inner.takes(place, &left)
    case .named(let named): return named.definition.takes(place, &left)
    case .bounded(let inner, let bounds):
      return inner.takes(place, &left) && bounds.contains(Bounds.measure(place.pointee).value)
    case .literal(let literal): return Value.equals(place.pointee, literal)
    case .union(let members): return members.contains { $0.takes(place, &left) }
    case .list(let element): return takesItems(of: place, element, &left)
    case .map(let element): return takesValues(of: place, element, &left)
    case .object(let object): return takesFields(of: place, object, &left)
    case .any, .scalar, .matching, .function, .stream, .resource, .derived: return false
    }
  }

  private func takesItems(
    of place: UnsafePointer<Value>, _ element: Type, _ left: inout Int
  ) -> Bool {
    guard let object = place.heapObject else { return false }
    return object._withUnsafeGuaranteedRef { object in
      guard object.type == .list else { return false }
      return element.takesAll(in: unsafeDowncast(object, to: ListObject.self), &left)
    }
  }

  private func takesValues(
    of place: UnsafePointer<Value>, _ element: Type, _ left: inout Int
  ) -> Bool {
    withRecord(at: place) { element.takesAll(in: $0, &left) }
  }

  private func takesAll(in container: ContainerObject, _ left: inout Int) -> Bool {
    left -= container.slotCount + 1
    guard left >= 0 else { return false }
    for index in 0..<container.slotCount {
      guard takes(UnsafePointer(container.start + index), &left) else { return false }
    }
    return true
  }

  private func takesFields(
    of place: UnsafePointer<Value>, _ object: ObjectType, _ left: inout Int
  ) -> Bool {
    left -= object.fields.count + 1
    guard left >= 0 else { return false }
    return withRecord(at: place) { record in
      object.fields.withUnsafeBufferPointer { fields in
        fields.indices.allSatisfy { index in
          guard let slot = record.uniqueIndex(of: fields[index].key) else {
            return !fields[index].isRequired && fields[index].alsoNames.isEmpty
          }
          return fields[index].type.takes(UnsafePointer(record.start + slot), &left)
        }
      }
    }
  }

  /// Runs `body` with an object that has no holes; false for anything else.
  private func withRecord(
    at place: UnsafePointer<Value>, _ body: (RecordObject) -> Bool
  ) -> Bool {
    guard let object = place.heapObject else { return false }
    return object._withUnsafeGuaranteedRef { object in
      guard object.type == .object else { return false }
      let record = unsafeDowncast(object, to: RecordObject.self)
      return !record.hasHoles && body(record)
    }
  }
}
