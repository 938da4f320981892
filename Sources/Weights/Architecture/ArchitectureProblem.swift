/// One thing about a tensor that the network's scorers would choke on.
public enum ArchitectureProblem: Hashable, Sendable {
  /// The architecture has it, the file has not.
  case missing(tensor: String, shape: [UInt64])
  /// The file has it, the architecture has not.
  case extra(tensor: String)
  /// Its elements are not `F32`.
  case wrongType(tensor: String, found: ElementType)
  /// Its shape is the expected one backwards.
  case transposed(tensor: String, expected: [UInt64])
  /// Its shape is another one.
  case wrongShape(tensor: String, expected: [UInt64], found: [UInt64])
  /// A number in it is infinite or none; the first, counted from 0.
  case notFinite(tensor: String, index: UInt64)

  /// The name of the tensor.
  public var tensor: String {
    switch self {
    case .missing(let tensor, _), .extra(let tensor), .wrongType(let tensor, _),
      .transposed(let tensor, _), .wrongShape(let tensor, _, _), .notFinite(let tensor, _):
      tensor
    }
  }
}
