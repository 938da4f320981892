import Lifecycle
import SomaTypes
import Testing

/// P4: never early, never late.
@Suite("permits")
struct PermitTests {
  /// What a node does.
  enum Node: Sendable {
    /// Shows the window.
    case shows
    /// Shows it, but its latest checkpoint is as old as when it was last asked.
    case stuck
    /// Is still in the commit's epoch.
    case behind
    /// Counts an epoch too many; its checkpoints carry the chain's time.
    case ahead
    /// Does not answer.
    case silent
    /// Has a state older than our own transactions.
    case stale
    /// Shows another commit epoch.
    case otherEpoch
    /// Its state is in the window, its latest checkpoint is not.
    case lateCheckpoint
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var nodes: [Node]
    var percent: UInt64
    var isFirst = true
    /// In c + 1; otherwise still in c.
    var isInWindow = true
    var refusal: PermitRefusal?
    var testDescription: String { "\(nodes) at \(percent) %, first \(isFirst), \(isInWindow)" }
  }

  static let rows: [Row] = [
    Row(nodes: [.shows], percent: 0),
    Row(nodes: [.shows, .shows, .shows], percent: 0),
    Row(nodes: [.shows, .silent, .silent], percent: 0),
    Row(nodes: [.silent], percent: 50, refusal: .noNodeAnswered),
    Row(nodes: [.behind], percent: 50, refusal: .noNodeShowsTheWindow),
    Row(nodes: [.stale], percent: 50, refusal: .noNodeShowsTheWindow),
    Row(nodes: [.otherEpoch], percent: 50, refusal: .noNodeShowsTheWindow),
    Row(nodes: [.lateCheckpoint], percent: 50, refusal: .noNodeShowsTheWindow),
    Row(
      nodes: [.shows, .shows, .behind], percent: 9, refusal: .notUnanimous(showing: 2, answering: 3)
    ),
    Row(nodes: [.shows, .shows, .behind], percent: 10),
    Row(nodes: [.shows, .shows, .stale], percent: 10, isFirst: false),
    Row(nodes: [.shows, .behind], percent: 10, refusal: .noMajority(showing: 1, answering: 2)),
    Row(nodes: [.shows, .behind], percent: 24, refusal: .noMajority(showing: 1, answering: 2)),
    Row(nodes: [.shows, .behind], percent: 25),
    Row(nodes: [.shows, .behind, .behind], percent: 25),
    Row(
      nodes: [.shows, .behind], percent: 25, isFirst: false,
      refusal: .noMajority(showing: 1, answering: 2)),
    Row(nodes: [.stuck, .behind], percent: 25, refusal: .noMajority(showing: 1, answering: 2)),
    // The commit's epoch still runs; one node counts one too many, for the whole epoch.
    Row(
      nodes: [.ahead, .shows, .shows], percent: 90, isInWindow: false,
      refusal: .notUnanimous(showing: 1, answering: 3)),
    Row(
      nodes: [.ahead, .shows], percent: 90, isInWindow: false,
      refusal: .notUnanimous(showing: 1, answering: 2)),
    Row(
      nodes: [.ahead, .ahead, .shows], percent: 90, isInWindow: false,
      refusal: .notUnanimous(showing: 2, answering: 3)),
  ]

  @Test("who must show the window, and when", arguments: rows)
  func permit(_ row: Row) throws {
    let fixtures = try Fixtures()
    let commit = LiveCommit(
      modelID: Fixtures.modelID, commitments: fixtures.commitments(0, 0), commitEpoch: 4,
      isFirst: row.isFirst, opensMs: Fixtures.genesisMs + 5 * Fixtures.duration)
    let model = fixtures.model(.pending(fixtures.pending(0, 0, in: 4)))
    let nodes = row.nodes.map { node -> NodeView in
      var view = Fixtures.view(
        epoch: row.isInWindow ? 5 : 4, percent: row.percent, models: [Fixtures.modelID: model],
        isAdvancing: node != .stuck)
      switch node {
      case .shows, .stuck: break
      case .behind: (view.epoch, view.checkpoint.epoch) = (4, 4)
      case .ahead:
        (view.epoch, view.checkpoint.epoch) = (5, 5)
        view.epochStartMs += 0
      case .silent: return NodeView(endpoint: "n", chain: nil)
      case .stale: view.stateVersion = 9
      case .otherEpoch:
        view.models[Fixtures.modelID]?.state = .pending(fixtures.pending(0, 0, in: 3))
      case .lateCheckpoint: view.checkpoint.epoch = 4
      }
      return NodeView(endpoint: "n", chain: view)
    }
    let now = Moment(wallClockMs: 0, monotonicMs: 500)
    let result = RevealPermit.decide(for: commit, on: nodes, notOlderThan: 10, now: now)
    switch (result, row.refusal) {
    case (.success(let permit), nil):
      #expect(permit.isValid(at: 30_499) && !permit.isValid(at: 30_500))
      #expect(permit.commit == commit)
    case (.failure(let refusal), let expected?): #expect(refusal == expected)
    case (.success, .some), (.failure, nil): Issue.record("\(result)")
    }
  }

  @Test("the wall clock neither grants nor refuses", arguments: [0, 1 << 60])
  func wallClock(_ wallClockMs: UInt64) throws {
    var scene = try Scene()
    scene.committed(in: 4)
    scene.now.wallClockMs = wallClockMs
    #expect(scene.plan().isDue(.reveal))
    scene.committed(in: 5)
    #expect(!scene.plan().isDue(.reveal))
  }
}
