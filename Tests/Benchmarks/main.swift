// The measured half of scripts/bench: `Benchmarks NAME …` prints one line of numbers.

import Foundation

switch CommandLine.arguments.dropFirst().first {
case "blake2b" where CommandLine.argc == 3:
  try FileBenchmarks.blake2b(path: CommandLine.arguments[2])
case "aes" where CommandLine.argc == 3:
  try FileBenchmarks.aes(path: CommandLine.arguments[2])
case "digest" where CommandLine.argc == 4:
  try SealingBenchmark.digest(path: CommandLine.arguments[2], into: CommandLine.arguments[3])
case "seal" where CommandLine.argc == 4:
  try SealingBenchmark.seal(path: CommandLine.arguments[2], digest: CommandLine.arguments[3])
case "cold" where CommandLine.argc == 3:
  try SealingBenchmark.cold(path: CommandLine.arguments[2])
case "commits": try TransactionBenchmark.commits(count: 10_000)
case "state": try StateBenchmark.decode(modelCount: 5000)
case "plan" where CommandLine.argc == 3:
  try PlanBenchmark.plan(modelCount: Int(CommandLine.arguments[2]) ?? 0)
case "epoch-message" where CommandLine.argc == 4:
  try EpochBenchmark.writeMessage(
    modelCount: Int(CommandLine.arguments[2]) ?? 0, path: CommandLine.arguments[3])
case "epoch" where CommandLine.argc == 3: try EpochBenchmark.read(path: CommandLine.arguments[2])
case "epoch-client" where CommandLine.argc == 3:
  try await EpochClientBenchmark.fetch(path: CommandLine.arguments[2])
case "epoch-node" where CommandLine.argc == 3:
  try await EpochClientBenchmark.serve(path: CommandLine.arguments[2])
case "localnet-transactions" where CommandLine.argc == 5:
  try await LocalnetBenchmark.transactions(
    clients: Int(CommandLine.arguments[2]) ?? 1, count: Int(CommandLine.arguments[3]) ?? 0,
    directory: CommandLine.arguments[4] == "-" ? nil : CommandLine.arguments[4])
case "localnet-epoch" where CommandLine.argc == 4:
  try await LocalnetBenchmark.epoch(
    models: Int(CommandLine.arguments[2]) ?? 0, folder: CommandLine.arguments[3])
case "localnet-node" where CommandLine.argc == 5:
  try await MeasuredLocalnet.serve(
    models: Int(CommandLine.arguments[2]) ?? 0, clients: Int(CommandLine.arguments[3]) ?? 0,
    directory: CommandLine.arguments[4] == "-" ? nil : CommandLine.arguments[4])
default:
  try FileHandle.standardError.write(
    contentsOf: Data(
      """
      usage: Benchmarks blake2b FILE | aes FILE | commits | state | plan MODELS
                      | digest FILE OUT | seal FILE DIGEST | cold FILE
                      | epoch-message MODELS FILE | epoch FILE | epoch-client FILE | epoch-node FILE
                      | localnet-transactions CLIENTS COUNT DIRECTORY|-
                      | localnet-epoch MODELS FOLDER | localnet-node MODELS CLIENTS DIRECTORY|-

      """.utf8))
  exit(64)
}
