// Answers requests of the interoperability tests, one JSON object a line, with the production
// code; see Request.

import Foundation

// Not `print`, whose buffer would hold the answer back from a peer that waits for it.
while let line = readLine() {
  try FileHandle.standardOutput.write(contentsOf: Data((await Probe.answer(line) + "\n").utf8))
}
