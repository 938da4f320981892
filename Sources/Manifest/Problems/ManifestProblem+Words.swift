extension ManifestProblem.URLFault {
  /// What is wrong, as a sentence.
  var fact: String {
    switch self {
    case .scheme: "only `https` and `http` can be fetched."
    case .query: "there is a `?` or a `#` in it: names are appended, and what is signed expires."
    case .path: "there is a path after the host."
    case .loopback: "on this network validators would have to fetch from this machine."
    }
  }

  /// What to do about it.
  var remedy: String {
    switch self {
    case .scheme: "Write it such as `https://weights.example.com/prod`."
    case .query:
      "Write the part before the `?`. Presigned URLs are for uploads:\n    httpPut: {urlCommand: […]}"
    case .path: "Write the host alone; a bucket belongs into `bucket`."
    case .loopback:
      "Use a host that the world can reach, or `network: localnet` for a rehearsal."
    }
  }
}

extension ManifestProblem.Contradiction {
  /// What is wrong, as a sentence.
  var fact: String {
    switch self {
    case .targetBelowInitial:
      "the target is below what create stakes, and stake is never withdrawn."
    case .topUpWithoutTarget: "without `target` there are no top-ups."
    case .changeWithoutStep:
      "`onChange` cannot tell a finished file from one that is still written."
    case .digestOfPattern: "a pattern stands for files of many digests."
    case .sameFile: "weights and embedding are the same file."
    case .retireWithoutLifecycle: "the approval is for a model that is not to be retired."
    case .otherModel: "this is not the id that `modelId` names."
    case .replacesAdopted: "a model that exists already takes no other's place."
    case .movedFromItself: "this is the model's own name."
    case .movedFromDeclared(let name): "`\(name)` is still declared."
    case .movedTwice(let name): "another model was `\(name)` too."
    case .limitBelowStake: "create alone stakes more than this."
    case .passphraseWithoutKeyring: "there is no `keyring` that it could unlock."
    }
  }

  /// What to do about it.
  var remedy: String {
    switch self {
    case .targetBelowInitial: "Raise `target`, or lower `initial`."
    case .topUpWithoutTarget: "Add `target`, or delete this."
    case .changeWithoutStep:
      "Use `pattern` with a step in both names, or add `weights.ready`, which the trainer writes last."
    case .digestOfPattern: "Use `file`, or delete `sha256`."
    case .sameFile: "Name the file that holds the embedding."
    case .retireWithoutLifecycle: "Write `lifecycle: retired`, or delete `retire`."
    case .otherModel: "Write the same id in both places."
    case .replacesAdopted: "Delete `modelId` to create a model in its place, or delete `replaces`."
    case .movedFromItself: "Write the name it had before, or delete `movedFrom`."
    case .movedFromDeclared: "Delete the old document, or delete `movedFrom`."
    case .movedTwice: "Delete `movedFrom` from the one that is new."
    case .limitBelowStake: "Raise the limit, or lower `stake.initial`."
    case .passphraseWithoutKeyring: "Add `keyring`, or delete this."
    }
  }
}
