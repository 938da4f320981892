public import Foundation

/// Reads `Vectors/<name>.json` of a test target, whose `Bundle.module` is `bundle`.
public func goldenVectors<Vectors: Decodable>(
  _ name: String, in bundle: Bundle, as type: Vectors.Type = Vectors.self
) throws -> Vectors {
  let file = bundle.bundleURL.appending(path: "Vectors/\(name).json")
  return try JSONDecoder().decode(type, from: Data(contentsOf: file))
}
