import Synchronization

/// A list that is used up one by one; the last element stays.
final class Remaining<Element: Sendable>: Sendable {
  private let elements: Mutex<[Element]>

  init(_ elements: [Element]) { self.elements = Mutex(elements) }

  func next() -> Element {
    elements.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
  }
}
