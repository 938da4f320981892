import GRDB

extension UploadRecord {
  init(row: Row, in state: StateTransaction) throws {
    id = ID(number: try row.integer("id"))
    plan = Plan(
      host: try row.text("host"), object: try row.text("object"),
      checksum: try row.digest("checksum"), size: try row.unsigned("size"),
      partSize: try row.unsigned("part_size"))
    uploadID = try row.optional("upload_id", row.text)
    self.state = try row.word("state")
    begunAt = try row.moment("begun_at")
    parts = try state.rows(
      "SELECT * FROM upload_parts WHERE upload = ? ORDER BY number", [id.number]
    ) { try Part(row: $0) }
  }
}

extension UploadRecord.Part {
  fileprivate init(row: Row) throws {
    self.init(
      number: Int(try row.integer("number")), etag: try row.text("etag"),
      sha256: try row.bytes32("sha256"), size: try row.unsigned("size"))
  }
}
