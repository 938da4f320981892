import Foundation
import Glibc
import SomaCrypto
import SomaTypes
import StateStore

// Records sealings, the parts of an upload, and events together with a record that counts them, in the
// state named by its argument, one after the other without end, and says of each when it is durable. The
// tests kill it. With `full` as a second argument it fills the small disk on which the state is, and says
// what still fits; with `backup` and a path it makes a copy.

private func bytes32(_ number: UInt64) -> Bytes32 {
  Bytes32 { $0.storeBytes(of: number.littleEndian, as: UInt64.self) }
}

private func acknowledge(_ number: UInt64) {
  FileHandle.standardOutput.write(Data("\(number)\n".utf8))
}

if CommandLine.arguments.dropFirst(2).first == "full" {
  try await fillDisk(below: CommandLine.arguments[1])
  exit(0)
}
if CommandLine.arguments.count == 4, CommandLine.arguments[2] == "backup" {
  let state = try await StateDatabase.open(CommandLine.arguments[1])
  do throws(StateError) { _ = try await state.backUp(to: CommandLine.arguments[3]) } catch {
    if case .diskFull = error { print("diskFull") } else { print(error) }
  }
  exit(0)
}

let state = try await StateDatabase.open(CommandLine.arguments[1])
let upload = try await state.beginUpload(
  UploadRecord.Plan(
    host: "host", object: "object", checksum: .zero, size: 10_000, partSize: 1),
  at: Moment(milliseconds: 0))
try await state.recordUploadID("id", of: upload.id, at: Moment(milliseconds: 0))
for number in 1...UInt64(10_000) {
  let moment = Moment(milliseconds: Int64(number))
  try await state.recordSealing(
    keyHash: DecryptionKeyCommitment(bytes32(number)), plaintext: bytes32(number + 1),
    size: number, at: moment)
  try await state.recordPart(
    UploadRecord.Part(
      number: Int(number), etag: "\(number)", sha256: bytes32(number), size: 1),
    of: upload.id, at: moment)
  try await state.journal { journal in
    try journal.recordEvent("written", at: moment)
    try journal.setRecord(
      StoredRecord(
        keyName: "alpha", name: "alpha", body: Array("\(number)".utf8), changedAt: moment))
  }
  acknowledge(number)
}
