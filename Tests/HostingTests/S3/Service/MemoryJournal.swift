import Synchronization

@testable import Hosting

/// A journal that outlives the runs of a test, and insists on the order of calls.
final class MemoryJournal: UploadJournal {
  struct Misuse: Error, Equatable {
    var call: String
  }

  struct State {
    var open: [String: OpenUpload] = [:]
    var completed: [UploadPlan] = []
    var aborted: [UploadPlan] = []
  }

  let state = Mutex(State())

  var open: [OpenUpload] { state.withLock { Array($0.open.values) } }
  var completed: [UploadPlan] { state.withLock(\.completed) }
  var aborted: [UploadPlan] { state.withLock(\.aborted) }

  func openUpload(place: String, key: String) -> OpenUpload? {
    state.withLock { $0.open[key] }
  }

  func begin(_ plan: UploadPlan) throws {
    try state.withLock { state in
      guard state.open[plan.key] == nil else { throw Misuse(call: "begin") }
      state.open[plan.key] = OpenUpload(plan: plan)
    }
  }

  func began(_ plan: UploadPlan, as uploadID: String) throws {
    try change(plan, "began") { upload in
      guard upload.uploadID == nil else { throw Misuse(call: "began twice") }
      upload.uploadID = uploadID
    }
  }

  func partDone(_ part: UploadedPart, of plan: UploadPlan) throws {
    try change(plan, "partDone") { upload in
      guard upload.uploadID != nil else { throw Misuse(call: "partDone") }
      upload.parts.removeAll { $0.number == part.number }
      upload.parts.append(part)
    }
  }

  func partLost(_ number: Int, of plan: UploadPlan) throws {
    try change(plan, "partLost") { $0.parts.removeAll { $0.number == number } }
  }

  func completed(_ plan: UploadPlan) throws {
    try change(plan, "completed") { upload in
      guard upload.parts.count == plan.partCount else { throw Misuse(call: "completed") }
    }
    state.withLock { state in
      state.open[plan.key] = nil
      state.completed.append(plan)
    }
  }

  func aborted(_ plan: UploadPlan) throws {
    state.withLock { state in
      state.open[plan.key] = nil
      state.aborted.append(plan)
    }
  }

  private func change(
    _ plan: UploadPlan, _ call: String, _ body: (inout OpenUpload) throws -> Void
  ) throws {
    try state.withLock { state in
      guard var upload = state.open[plan.key], upload.plan == plan else {
        throw Misuse(call: call)
      }
      try body(&upload)
      state.open[plan.key] = upload
    }
  }
}
