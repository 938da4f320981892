// The measured half of scripts/bench: `Benchmarks NAME [FILE]` prints one line of numbers.

import Foundation

switch CommandLine.arguments.dropFirst().first {
case "blake2b" where CommandLine.argc == 3:
  try FileBenchmarks.blake2b(path: CommandLine.arguments[2])
case "aes" where CommandLine.argc == 3:
  try FileBenchmarks.aes(path: CommandLine.arguments[2])
case "commits": try TransactionBenchmark.commits(count: 10_000)
case "state": try StateBenchmark.decode(modelCount: 5000)
default:
  try FileHandle.standardError.write(
    contentsOf: Data("usage: Benchmarks blake2b FILE | aes FILE | commits | state\n".utf8))
  exit(64)
}
