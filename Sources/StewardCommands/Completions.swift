import ArgumentParser

/// `steward completions`.
struct Completions: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a completion script for your shell.",
    discussion: """
      For bash:  steward completions bash > /etc/bash_completion.d/steward
      For zsh:   steward completions zsh > "${fpath[1]}/_steward"
      For fish:  steward completions fish > ~/.config/fish/completions/steward.fish

      Exit status: 0 printed, 64 unknown shell.
      """)

  /// A shell that completions can be written for.
  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash
    case zsh
    case fish
  }

  @Argument(help: "The shell.")
  var shell: Shell

  func run() throws {
    let target: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    try Terminal.writeResult(Root.completionScript(for: target))
  }
}
