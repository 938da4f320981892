extension PortableTable {
  /// What an export has, in the order in which rows need each other. To add a table is to add its line.
  static let all: [PortableTable] = [
    PortableTable(
      name: "sealings", key: ["key_hash"],
      columns: ["plaintext": .fixed, "size": .fixed, "recorded_at": .kept]),
    PortableTable(
      name: "keys", key: ["hash"],
      columns: [
        "origin": .fixed, "master": .fixed, "release": .fixed, "public_since": .least,
        "recorded_at": .kept,
      ]),
    PortableTable(
      name: "releases", key: ["id"],
      columns: [
        "key_name": .fixed, "plaintext": .fixed, "size": .fixed, "key_hash": .fixed,
        "checksum": .once, "url": .latest, "rejection": .latest, "changed_at": .greatest,
      ],
      progress: Progress(
        column: "state", ranks: [["found"], ["rejected"], ["sealed"], ["hosted"], ["verified"]],
        ends: []), changed: "changed_at"),
    PortableTable(
      name: "packets", key: ["name"],
      columns: ["digest": .fixed, "release": .fixed, "embedding": .fixed, "recorded_at": .kept]),
    // A path means something on one machine only, and would count as a copy on another.
    PortableTable(
      name: "packet_places", key: ["packet", "place"],
      columns: ["failure_domain": .kept, "verified_at": .greatest],
      condition: "place GLOB '*://*'"),
    PortableTable(
      name: "specs", key: ["model", "generation"],
      columns: ["digest": .fixed, "body": .fixed, "accepted_at": .kept]),
    PortableTable(
      name: "approvals",
      key: ["model", "action", "generation", "cap", "last_epoch", "granted_at"], number: "id"),
    PortableTable(
      name: "attempts", key: ["model", "release", "packet", "commitments"],
      columns: ["commit_epoch": .withState, "changed_at": .greatest],
      progress: Progress(
        column: "state",
        ranks: [
          ["packed"], ["drilled"], ["creating"], ["created"], ["committing"], ["committed"],
          ["revealing"], ["live", "lapsed"], ["superseded", "lost"],
        ], ends: ["lapsed", "superseded", "lost"]), changed: "changed_at", number: "id"),
    PortableTable(
      name: "intents", key: ["digest"],
      columns: [
        "wallet": .fixed, "model": .fixed, "kind": .fixed, "attempt": .fixed, "is_sealed": .fixed,
        // The digest says what was signed, and the same can be sealed in several ways.
        "bytes": .kept, "failure": .withState, "executed_epoch": .withState,
        "send_count": .greatest, "last_sent_epoch": .greatest, "not_before": .greatest,
        "prepared_at": .kept, "changed_at": .greatest,
      ],
      progress: Progress(
        column: "status", ranks: [["prepared"], ["sent"], ["succeeded", "failed", "dead"]],
        ends: ["succeeded", "failed", "dead"]), changed: "changed_at",
      references: ["attempt": "attempts"]),
    PortableTable(
      name: "intent_inputs", key: ["intent", "object"],
      columns: ["version": .fixed, "object_digest": .fixed]),
    // Joined as a chain, see StateDatabase+Import.
    PortableTable(
      name: events, key: ["number"],
      columns: ["at": .fixed, "kind": .fixed, "model": .fixed, "body": .fixed, "hash": .fixed]),
  ]

  /// The name of the table of events.
  static let events = "events"

  /// The tables that stay where they are, and why.
  static let staying: [String: String] = [
    "store": "the header of an export has the lineage",
    "digests": "the tags of chunks are secret, and a pass over the file gives them again",
    "files": "inodes are those of one machine",
    "uploads": "two machines must not continue one upload; the host lists those that were left",
    "upload_parts": "as uploads",
    "probes": "what was served is looked at anew",
    "probe_findings": "as probes",
    "drills": "they prove what one machine could unlock",
    "leases": "they are between the processes of one machine",
    "observations": "every run observes anew, and URLs of nodes can hold credentials",
    "unneeded_objects": "an object that was needed since would be deleted too early",
  ]
}
