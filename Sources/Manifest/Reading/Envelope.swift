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
  /// What it declares.
  var spec = YAMLNode(.mapping(YAMLMapping(entries: [])), place: Place(file: ""))
  /// Whether everything around `spec` is right.
  var isWhole = true

  /// The shape of a whole document of a kind.
  static func documentShape(of kind: Kind) -> RecordShape {
    var document: RecordShape = record.shape
    for index in document.fields.indices where document.fields[index].name == "spec" {
      document.fields[index].shape = .record(kind.shape)
    }
    return document
  }

  /// Reads a document as far as it goes: with a name that is wrong, what it declares can still be checked.
  ///
  /// - Returns: After reporting that nobody can say what it declares, `nil`.
  static func read(_ root: YAMLNode, _ decoder: inout ManifestDecoder) -> Envelope? {
    if let version = root.mapping?["apiVersion"], version.tag == nil, version.text != apiVersion {
      // Whatever else is in it follows other rules.
      decoder.descend("apiVersion") { $0.report(.apiVersion, at: version.place) }
      return nil
    }
    let kind = root.mapping?["kind"]?.text.flatMap(Kind.init)
    decoder.documentShape = kind.map(documentShape) ?? record.shape
    let whole = record.read(root, &decoder)
    guard let kind, let spec = root.mapping?["spec"], !spec.isNull else { return nil }
    let name = root.mapping?["metadata"]?.mapping?["name"]
    return Envelope(
      kind: kind, name: whole?.name, place: name?.place ?? root.place, spec: spec,
      isWhole: whole != nil)
  }

  /// What a document may say around its `spec`.
  static let record: Record<Envelope> = Record<Envelope>(
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
        anything,
        isRequired: true, "What is declared."),
    ],
    check: { envelope, places, decoder in
      if envelope.kind != .defaults, envelope.name == nil {
        decoder.report(
          .missing("metadata", in: "a \(envelope.kind.rawValue)"), in: "metadata",
          at: places.place)
      }
    })

  /// Read later, as its kind wants it.
  private static let anything = Format<YAMLNode>(
    shape: .any,
    read: { node, decoder in
      guard node.isNull else { return node }
      decoder.report(.noValue, at: node.place)
      return nil
    }, write: { _ in .record([]) })

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
