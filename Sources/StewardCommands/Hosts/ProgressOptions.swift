import ArgumentParser
import Glibc
import Hosting

/// How progress is shown, on standard error.
struct ProgressOptions: ParsableArguments {
  /// A way to show it.
  enum Style: String, CaseIterable, ExpressibleByArgument {
    case auto
    case bar
    case lines
    case json
    case none
  }

  @Option(
    help:
      "How progress is shown on standard error; auto is a bar on a terminal that can draw one, else lines."
  )
  var progress = Style.auto

  /// Shows the progress of one thing; `nil` when none is wanted.
  func reporter(_ label: String) -> ProgressReporter<ContinuousClock>? {
    let rendering: ProgressRendering
    switch progress {
    case .none: return nil
    case .json: rendering = .json
    case .lines: rendering = .lines
    case .bar: rendering = .bar(width: Self.columns)
    case .auto: rendering = Self.canDraw ? .bar(width: Self.columns) : .lines
    }
    return ProgressReporter(label, as: rendering, clock: ContinuousClock()) {
      Terminal.writeProgress($0)
    }
  }

  /// Whether there is a terminal that knows how to draw over a line.
  private static var canDraw: Bool {
    let kind = getenv("TERM").map { String(cString: $0) } ?? ""
    return isatty(STDERR_FILENO) == 1 && kind != "" && kind != "dumb"
  }

  private static var columns: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
