import Lifecycle
import Testing

@testable import StewardCommands

@Suite("schedules")
struct ScheduleTests {
  private static let minute: UInt64 = 60_000
  private static let hour = 60 * minute

  @Test(
    "the interval is a fiftieth of an epoch at most, from 1 to 30 minutes, and cron can say it",
    arguments: [
      (0, 1, true), (49 * minute, 1, true), (50 * minute, 1, false), (100 * minute, 2, false),
      (399 * minute, 6, false), (24 * hour, 20, false), (25 * hour, 30, false), (.max, 30, false),
    ])
  func interval(epochMs: UInt64, minutes: UInt64, isTooSlow: Bool) {
    let run = ScheduledRun(epochMs: epochMs, words: ["/bin/steward"], state: "/s", keyring: "/k")
    #expect(run.minutes == minutes)
    #expect(60 % run.minutes == 0)
    #expect(run.isTooSlow == isTooSlow)
  }

  @Test("what a scheduler would read otherwise is written so that it reads the path")
  func quoting() {
    let run = ScheduledRun(
      epochMs: 24 * Self.hour, words: ["/a b/steward", "--state", "/50%/$HOME\"'"],
      state: "/50%/$HOME\"'", keyring: "/k\"/ring")
    #expect(
      run.cron.hasSuffix(#"'/a b/steward' --state '/50\%/$HOME"'\''' --progress none >/dev/null"#))
    #expect(run.systemd.contains(#"ExecStart="/a b/steward" --state "/50%%/$$HOME\"'""# + "\n"))
    #expect(run.kubernetes(image: "i").contains(#"mountPath: "/k\"""#))
  }

  @Test(
    "an unattended run counts for a quarter of an epoch, on either side of now",
    arguments: [
      (nil, 4000, .never), (6000, nil, .unknown), (10_000, 4000, .seen), (9000, 4000, .seen),
      (8999, 4000, .stale), (11_000, 4000, .seen), (11_001, 4000, .ahead), (0, .max, .seen),
    ] as [(UInt64?, UInt64?, WatchmanStanding.Verdict)])
  func watchman(lastMs: UInt64?, epochMs: UInt64?, verdict: WatchmanStanding.Verdict) {
    var shared = SharedRecord()
    if let lastMs { _ = shared.apply(.watched(WatchmanRecord(succeededMs: lastMs))) }
    if let epochMs {
      _ = shared.apply(.observed(ObservationRecord(wallClockMs: 0, epochDurationMs: epochMs)))
    }
    let standing = WatchmanStanding(shared, nowMs: 10_000)
    #expect(standing.verdict == verdict)
    #expect((standing.problem == nil) == (verdict == .seen))
  }
}
