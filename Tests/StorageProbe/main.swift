// Answers requests of the interoperability tests about storage services, one JSON object a line, with
// the production code; see StorageRequest.

import Foundation

while let line = readLine() {
  let answer = await StorageProbe.answer(line)
  try FileHandle.standardOutput.write(contentsOf: Data((answer + "\n").utf8))
}
