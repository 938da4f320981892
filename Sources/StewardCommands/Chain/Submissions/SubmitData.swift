import ArgumentParser
import SomaClient
import SomaTypes

extension ChainCommand {
  /// `steward chain submit`.
  struct Submit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Submit data that hits a target.",
      discussion: """
        What the winning model made of the data comes from --score, or is given one by one. The bond \
        is the size of the data times a live rate, and comes back with the reward.

          steward chain submit --target 0x8480… --data-url https://e.example/d --data d.bin \\
            --score score.json

        \(HelpText.submissionStatus)
        """)

    @Option(help: ArgumentHelp("The target.", valueName: "id"))
    var target: String

    @Option(
      help: ArgumentHelp(
        "What `steward chain score --output json` printed for these data.", valueName: "file"),
      completion: .file())
    var score: String?

    @Option(help: ArgumentHelp("The model that scored them.", valueName: "id"))
    var model: String?

    @Option(
      help: ArgumentHelp("Its embedding of the data: a JSON array of floats.", valueName: "file"),
      completion: .file())
    var embedding: String?

    @Option(help: ArgumentHelp("The distance to the target.", valueName: "float"))
    var distance: String?

    @Option(
      help: ArgumentHelp("The model's losses, with commas between them.", valueName: "floats"))
    var loss: String?

    @Option(help: ArgumentHelp("The coin of the bond. Default: the richest.", valueName: "id"))
    var coin: String?

    @OptionGroup var data: DataOptions
    @OptionGroup var submission: SubmissionOptions

    func validate() throws {
      let parts = [model, embedding, distance, loss].count { $0 != nil }
      guard score == nil ? parts == 4 : parts == 0 else {
        throw ValidationError(
          "Give --score FILE, or all of --model, --embedding, --distance and --loss.")
      }
    }

    func run() async throws {
      let coin = try coin.map { try TypedText.id($0, "--coin", of: ObjectKind.self) }
      let submitted = try dataSubmission()
      try await submission.run { builder, chain in
        try await builder.submitData(submitted, bondFrom: coin, on: chain)
      }
    }

    private func dataSubmission() throws -> DataSubmission {
      let target = try TypedText.id(target, "--target", of: TargetKind.self)
      if let score {
        return try ScoreFile.read(score)
          .submission(target: target, manifest: data.manifest())
      }
      let floats = try FloatText.read(
        [FloatText].self, fromFile: embedding ?? "", shape: "a JSON array of numbers")
      let distance = try FloatText.list(distance ?? "", "--distance")
      guard distance.bits.count == 1 else {
        throw ValidationError("--distance is one number.")
      }
      return DataSubmission(
        targetID: target, manifest: try data.manifest(),
        modelID: try TypedText.id(model ?? "", "--model"),
        embedding: SomaTensor(floats.map(\.value)), distanceScore: distance,
        lossScore: try FloatText.list(loss ?? "", "--loss"))
    }
  }
}
