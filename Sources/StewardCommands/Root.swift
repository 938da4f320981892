public import ArgumentParser
import Diagnostics
import Glibc

/// The `steward` command.
public struct Root: AsyncParsableCommand {
  /// The command tree.
  public static let configuration = CommandConfiguration(
    commandName: "steward",
    abstract: "Keep the models that you own on the SOMA network as you declared them.",
    discussion: """
      Results go to standard output, everything else to standard error.

      Exit status: 0 done, 1 failed, 3 needs approval, 4 the input changed, 5 invalid input and nothing \
      was sent, 7 a secret is unavailable, 8 no funds, 9 a node or host is unavailable, 10 a model is at risk, 12 the state cannot be \
      used, 64 wrong usage, 129, 130 or 143 after a signal. `docs/errors.md` has the table.
      """,
    version: Version.text,
    subcommands: [
      Init.self, Apply.self, Reconcile.self, PlanCommand.self, Status.self, History.self,
      DoctorCommand.self, Schedule.self, Validate.self, Schema.self, Approve.self, Pause.self,
      Resume.self, Acknowledge.self, Forget.self, Recover.self, KeysCommand.self,
      WalletCommand.self, WeightsCommand.self, HostCommand.self, StateCommand.self,
      ChainCommand.self, TransactionCommand.self, LocalnetCommand.self, VersionCommand.self,
      Completions.self,
    ])

  /// Creates the command.
  public init() {}

  /// Parses, runs, and turns any error into one explanation and an exit status.
  public static func main() async {
    // Else the process would end without a word when whoever reads its output goes away. Children do
    // not inherit it, see ChildProcesses.
    signal(SIGPIPE, SIG_IGN)
    await Interruption.run { await run() }
  }

  private static func run() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      if let status = Interruption.exitStatus { exit(withError: ExitCode(status)) }
    } catch let failure as CommandFailure {
      explain(failure.underlying)
      end(failure.status)
    } catch let error as any Explainable {
      explain(error)
      end(ExitStatus(explaining: error))
    } catch is CancellationError where Interruption.exitStatus != nil {
      end(.failed)
    } catch {
      finish(error)
    }
  }

  /// A signal has the last word on the status: whoever sent it asks for it.
  private static func end(_ status: ExitStatus) -> Never {
    exit(withError: ExitCode(Interruption.exitStatus ?? status.rawValue))
  }

  /// Prints what the argument parser has to say, help included, as everything else is printed.
  private static func finish(_ error: any Error) -> Never {
    let message = fullMessage(for: error)
    guard exitCode(for: error) == .success else {
      Terminal.writeMessage(SafeText.escaped(message, keepingLineBreaks: true))
      exit(withError: exitCode(for: error))
    }
    do { try Terminal.writeResult(message) } catch {
      explain(error)
      exit(withError: ExitStatus.failed.code)
    }
    exit(withError: ExitCode.success)
  }

  private static func explain(_ error: any Error) {
    let unexplained = Diagnostic(
      code: "internal.unexplained", summary: "Something failed that has no explanation yet",
      detail: String(describing: type(of: error)),
      remedies: ["Please report this, with the command that you typed."])
    for diagnostic in (error as? any Explainable)?.diagnostics ?? [unexplained] {
      Terminal.write(diagnostic)
    }
  }
}
