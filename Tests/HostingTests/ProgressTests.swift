import Hosting
import Synchronization
import TestSupport
import Testing

@Suite("Progress") struct ProgressTests {
  private static func snapshot(
    _ sent: UInt64, of total: UInt64 = 4_840_000_000, parts: (Int, Int) = (0, 1),
    rate: Double? = 85_000_000, isFinal: Bool = false, label: String = "weights"
  ) -> ProgressSnapshot {
    ProgressSnapshot(
      label: label,
      progress: UploadProgress(
        sentBytes: sent, totalBytes: total, doneParts: parts.0, totalParts: parts.1),
      rate: rate, isFinal: isFinal)
  }

  @Test(
    "lines for logs",
    arguments: [
      (
        snapshot(1_210_000_000, parts: (72, 289)),
        "weights: 25 %, 1.21 GB of 4.84 GB, part 72 of 289, 85.0 MB/s, 43 s left\n"
      ),
      (snapshot(4_840_000_000, isFinal: true), "weights: 100 %, 4.84 GB of 4.84 GB, 85.0 MB/s\n"),
      (snapshot(0, of: 0, rate: nil), "weights: 100 %, 0 B of 0 B\n"),
      (snapshot(999, of: 99_960, rate: nil), "weights: 0 %, 999 B of 100 kB\n"),
      (
        snapshot(1, of: 1 << 40, rate: 1e8, label: "a\u{1B}[2Jb"),
        "a\u{FFFD}[2Jb: 0 %, 1 B of 1.1 TB, 100 MB/s, 3 h 3 min left\n"
      ),
      (snapshot(9, of: 5, rate: 0.5), "weights: 100 %, 9 B of 5 B, 0 B/s\n"),
    ])
  func lines(snapshot: ProgressSnapshot, text: String) {
    #expect(ProgressRendering.lines.text(for: snapshot) == text)
  }

  @Test("a bar fits the terminal, and is left behind at the end")
  func bar() {
    let half = Self.snapshot(2_420_000_000)
    #expect(
      ProgressRendering.bar(width: 78).text(for: half)
        == "\rweights  [#########---------]  50 %  2.42 GB of 4.84 GB  85.0 MB/s  29 s left\u{1B}[K"
    )
    for width in [0, 1, 10, 20, 40, 60, 79, 80, 81, 200] {
      for final in [false, true] {
        let text = ProgressRendering.bar(width: width).text(
          for: Self.snapshot(2_420_000_000, isFinal: final))
        #expect(text.hasPrefix("\r"))
        #expect(text.hasSuffix(final ? "\u{1B}[K\n" : "\u{1B}[K"))
        #expect(text.count - 1 - (final ? 4 : 3) <= max(0, width - 1))
      }
    }
  }

  @Test("events for programs are JSON, whatever the label is")
  func json() throws {
    let text = ProgressRendering.json.text(
      for: Self.snapshot(10, of: 100, parts: (1, 7), rate: 4, label: "a\"\\\n\u{7F}é"))
    #expect(
      text == """
        {"event":"progress","label":"a\\"\\\\\\u000a\\u007fé","sentBytes":10,"totalBytes":100,\
        "doneParts":1,"totalParts":7,"bytesPerSecond":4,"secondsLeft":23}

        """)
    #expect(
      ProgressRendering.json.text(for: Self.snapshot(1, of: 1, rate: nil, isFinal: true)) == """
        {"event":"done","label":"weights","sentBytes":1,"totalBytes":1,"doneParts":0,\
        "totalParts":1}

        """)
  }

  @Test("what comes often is shown now and then; the end is always shown, once")
  func reporter() async throws {
    let clock = SkippingClock()
    let texts = Mutex<[String]>([])
    let reporter = ProgressReporter("w", as: .lines, clock: clock) { text in
      texts.withLock { $0.append(text) }
    }
    reporter.finish()
    for second in 0...25 {
      reporter.update(
        UploadProgress(sentBytes: UInt64(second) * 1_000_000, totalBytes: 100_000_000))
      try await clock.sleep(for: .seconds(1))
    }
    reporter.finish()
    reporter.finish()
    #expect(
      texts.withLock { $0 } == [
        "w: 0 %, 0 B of 100 MB\n",
        "w: 10 %, 10.0 MB of 100 MB, 1.0 MB/s, 1 min 30 s left\n",
        "w: 20 %, 20.0 MB of 100 MB, 1.0 MB/s, 1 min 20 s left\n",
        "w: 25 %, 25.0 MB of 100 MB, 1.0 MB/s\n",
      ])
  }

  @Test("the rate is that of the last seconds, and begins anew when something is sent again")
  func rate() async throws {
    let clock = SkippingClock()
    let texts = Mutex<[String]>([])
    let reporter = ProgressReporter("w", as: .json, clock: clock) { text in
      texts.withLock { $0.append(text) }
    }
    var sent: UInt64 = 0
    for step in 0..<40 {
      sent = step == 30 ? 0 : sent + (step < 20 ? 10 : 1000)
      reporter.update(UploadProgress(sentBytes: sent, totalBytes: 1_000_000))
      try await clock.sleep(for: .seconds(1))
    }
    let lines = texts.withLock { $0 }
    #expect(lines[19].contains("\"bytesPerSecond\":10,"))
    #expect(lines[29].contains("\"bytesPerSecond\":1000,"))
    #expect(!lines[30].contains("bytesPerSecond"))
    #expect(lines[39].contains("\"bytesPerSecond\":1000,"))
  }
}
