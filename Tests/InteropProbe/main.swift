// Answers requests of the interoperability tests, one JSON object a line, with the production
// code; see Request.

while let line = readLine() { print(Probe.answer(line)) }
