import ArgumentParser

/// `steward host`.
struct HostCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "host", abstract: "Upload, probe, list and clean up what is served to validators.",
    discussion: """
      A host is declared in a manifest: -f names files, --host one of several hosts in them. Without -f \
      it is the bucket that S3_BUCKET, S3_ENDPOINT_URL, S3_PUBLIC_URL and the AWS variables describe. \
      `docs/hosting.md` shows how to set up each kind.

        steward host doctor -f host.yaml
        steward host put 0a1b2c3d-00112233445566778899aabbccddeeff -f host.yaml --state state
        steward host probe --model 0x5be3… --network testnet
      """,
    subcommands: [
      PutObject.self, ProbeObject.self, ListObjects.self, CollectGarbage.self, Doctor.self,
    ])

  /// What the help of these commands says of their exit status.
  static let status = """
    Exit status: 0 done and served, 1 failed or not served, 4 other bytes are served or the input \
    changed, 5 invalid input, 7 credentials or a key are unavailable, 9 the host does not answer, \
    12 the state cannot be used, 64 wrong usage, 129, 130 or 143 after a signal.
    """
}
