import ArgumentParser
import Manifest

/// `steward schema`.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the language of manifests, for editors and for people.",
    discussion: """
      The default is the JSON Schema (draft 2020-12) of one document; yaml is the same as YAML. Markdown and \
      table are the reference that docs/manifests.md has.

        steward schema > .steward-schema.json
        steward schema --output markdown

      An editor that knows the YAML language server uses it with this first line of a manifest:

        # yaml-language-server: $schema=.steward-schema.json

      Exit status: 0, 64 wrong usage.
      """)

  @Option(name: [.short, .long], help: "How it looks.")
  var output = OutputFormat.json

  func run() throws {
    switch output {
    case .json, .yaml: try Terminal.writeResult(output.render(OutputValue(ManifestSchema.tree)))
    case .markdown, .table:
      try Terminal.writeResult(String(ManifestReference.markdown.dropLast()))
    }
  }
}

extension OutputValue {
  /// A JSON value.
  fileprivate init(_ tree: JSONTree) {
    self =
      switch tree {
      case .bool(let flag): .bool(flag)
      case .number(let number): .number(number)
      case .text(let text): .text(text)
      case .list(let items): .list(items.map(OutputValue.init))
      case .record(let members):
        .record(members.map { .init($0.name, OutputValue($0.value)) })
      }
  }
}
