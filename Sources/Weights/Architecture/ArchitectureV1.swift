/// Which tensors a model of architecture version 1 has, for given dimensions.
///
/// Linear weights are stored as (in, out), transposed with respect to PyTorch.
/// Source: chain `models/src/v1/modules`, and `python-models/src/soma_models/v1`.
public struct ArchitectureV1: Hashable, Sendable {
  /// Symbols that the model tells apart: the chain's `V1_VOCAB_SIZE`.
  public var vocabularySize: UInt64
  /// Length of every vector inside the model: `V1_EMBEDDING_DIM`.
  public var embeddingDimension: UInt64
  /// Inner length of each feed-forward part: `V1_PWFF_HIDDEN_DIM`.
  public var hiddenDimension: UInt64
  /// Layers of the encoder: `V1_NUM_LAYERS`.
  public var layerCount: Int

  /// Sets dimensions; the defaults are the network's.
  ///
  /// - Precondition: `layerCount` is `0...10_000`.
  public init(
    vocabularySize: UInt64 = 264, embeddingDimension: UInt64 = 2048,
    hiddenDimension: UInt64 = 8192, layerCount: Int = 24
  ) {
    precondition((0...10_000).contains(layerCount), "a model has up to 10 000 layers")
    self.vocabularySize = vocabularySize
    self.embeddingDimension = embeddingDimension
    self.hiddenDimension = hiddenDimension
    self.layerCount = layerCount
  }

  /// Every tensor's name and shape, in a fixed order: from input to output.
  public var tensors: [(name: String, shape: [UInt64])] {
    let width = embeddingDimension
    var list: [(name: String, shape: [UInt64])] = [("embedding.weight", [vocabularySize, width])]
    func addLinear(_ name: String, _ input: UInt64, _ output: UInt64) {
      list += [("\(name).weight", [input, output]), ("\(name).bias", [output])]
    }
    func addNorm(_ name: String) {
      list += [("\(name).gamma", [width]), ("\(name).beta", [width])]
    }

    for layer in 0..<layerCount {
      let prefix = "encoder.layers.\(layer)"
      addNorm("\(prefix).norm_1")
      for part in ["query", "key", "value", "output"] {
        addLinear("\(prefix).attention.\(part)", width, width)
      }
      addNorm("\(prefix).norm_2")
      addLinear("\(prefix).pwff.linear_inner", width, hiddenDimension)
      addLinear("\(prefix).pwff.linear_outer", hiddenDimension, width)
    }
    addNorm("final_norm")
    addLinear("predictor", width, vocabularySize)
    return list
  }

  /// Compares the tensors of a file with those that the architecture has.
  ///
  /// - Returns: Everything that is wrong: first what the architecture has, in its order, then what
  ///   it does not have, by name. Nothing when the model fits.
  public func problems(of header: SafetensorsHeader) -> [ArchitectureProblem] {
    var found: [String: SafetensorsTensor] = [:]
    for tensor in header.tensors { found[tensor.name] = tensor }
    var problems: [ArchitectureProblem] = []
    for (name, shape) in tensors {
      guard let tensor = found.removeValue(forKey: name) else {
        problems.append(.missing(tensor: name, shape: shape))
        continue
      }
      if tensor.type != .f32 { problems.append(.wrongType(tensor: name, found: tensor.type)) }
      guard tensor.shape != shape else { continue }
      problems.append(
        tensor.shape == shape.reversed()
          ? .transposed(tensor: name, expected: shape)
          : .wrongShape(tensor: name, expected: shape, found: tensor.shape))
    }
    return problems + found.keys.sorted().map { .extra(tensor: $0) }
  }
}
