// `fuzz-targets NAME [libFuzzer options]`: built and run by scripts/fuzz.

import CLibFuzzer
import Glibc

guard CommandLine.argc > 1, FuzzTarget.select(CommandLine.arguments[1]) else {
  print(FuzzTarget.allCases.map(\.rawValue).joined(separator: "\n"))
  exit(CommandLine.argc > 1 ? 64 : 0)
}

// libFuzzer wants its own arguments, without the name of the target.
CommandLine.unsafeArgv[1] = CommandLine.unsafeArgv[0]
var argumentCount = CommandLine.argc - 1
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
exit(
  LLVMFuzzerRunDriver(&argumentCount, &arguments) { data, size in
    FuzzTarget.run(Array(UnsafeBufferPointer(start: data, count: size)))
    return 0
  })
