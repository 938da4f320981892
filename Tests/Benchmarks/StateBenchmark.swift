enum StateBenchmark {
  static func decode(modelCount: Int) throws {}
}
