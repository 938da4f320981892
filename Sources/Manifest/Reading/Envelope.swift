import Diagnostics
import YAMLTree

/// What every document begins with: which language, which kind, which name.
struct Envelope: Sendable {
  /// The version of the manifest language that is read.
  static let apiVersion = "steward/v1"

  var kind = Kind.model
  var name: ResourceName?
  /// Where the name is written, or the document.
  var place = Place(file: "")
  var spec = YAMLNode(.mapping(YAMLMapping(entries: [])), place: Place(file: ""))

  /// What a document may say around its `spec`.
  static let record = Record<Envelope>(
    "a manifest", initial: Envelope(),
    [
      Field(
        shape: FieldShape(
          name: "apiVersion", text: "The version of the manifest language: `\(apiVersion)`.",
          shape: .choice([apiVersion]), isRequired: true, isPerModel: false),
        read: { node, decoder, _ in
          if node.text != apiVersion { decoder.report(.apiVersion, at: node.place) }
        },
        write: { _ in .text(apiVersion) }),
      Field("kind", \.kind, .choice, isRequired: true, "What the document declares."),
      Field(
        "metadata", \.name, metadata,
        "What the document is called. Required, except for Defaults."),
      Field(
        "spec", \.spec,
        Format<YAMLNode>(shape: .any, read: { node, _ in node }, write: { _ in .record([]) }),
        isRequired: true, "What is declared."),
    ],
    check: { envelope, places, decoder in
      if envelope.kind != .defaults, envelope.name == nil {
        decoder.report(
          .missing(in: "a \(envelope.kind.rawValue)"), in: "metadata",
          at: places.place)
      }
    })

  private static let optionalName: Format<ResourceName?> =
    Format<ResourceName>.name.map({ $0 }, back: { $0 ?? .default })

  private static let metadata = Record<ResourceName?>(
    "metadata", initial: nil,
    [
      Field(
        "name", \.self, optionalName,
        isRequired: true,
        """
        The owner's name for it, unique among the documents of its kind: lower-case letters, digits and `-`. \
        A model keeps the keys of its first name; see `movedFrom`.
        """)
    ]
  ).format
}
