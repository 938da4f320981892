import Lifecycle
import Manifest
import SomaTypes

extension StepAction: Worded {
  /// Its name for scripts.
  var code: String {
    switch self {
    case .record: "record"
    case .rename: "rename"
    case .send: "send"
    case .resolve: "resolve"
    case .abandon: "abandon"
    case .reveal: "reveal"
    case .seal: "seal"
    case .upload: "upload"
    case .verify: "verify"
    case .pack: "pack"
    case .drill: "drill"
    case .makeReserve: "makeReserve"
    case .create: "create"
    case .commit: "commit"
    case .setCommission: "setCommission"
    case .topUp: "topUp"
    case .retire: "retire"
    case .identify: "identify"
    case .adopt: "adopt"
    case .compare: "compare"
    case .probe: "probe"
    case .repair: "repair"
    case .claim: "claim"
    }
  }

  var words: String {
    switch self {
    case .record(let event): "record \(event.words)"
    case .rename(let former): "rename from \(former)"
    case .send(let digest): "send transaction \(digest.short)"
    case .resolve(let digest): "find out about transaction \(digest.short)"
    case .abandon(let digest): "spend the coin of transaction \(digest.short)"
    case .reveal(let commit):
      commit.isFirst
        ? "reveal the first commit, of epoch \(commit.commitEpoch)"
        : "reveal the update of epoch \(commit.commitEpoch)"
    case .seal(let plaintext): "seal weights \(plaintext.short)"
    case .upload(let plaintext): "upload weights \(plaintext.short), sealed"
    case .verify(let plaintext): "fetch and hash weights \(plaintext.short), sealed"
    case .pack(_, let copies):
      "write the reveal packet to \(copies.counted("place"))"
    case .drill: "drill the reveal"
    case .makeReserve(let count): "make \(count.counted("reserve coin"))"
    case .create(_, let stake, let commission, _):
      """
      create the model, stake \(stake > .zero ? stake.description : "the least that the chain takes"), \
      commission \(commission.percent)
      """
    case .commit(_, let content):
      content.map { "commit weights \($0.plaintext.short)" } ?? "commit weights nobody has read yet"
    case .setCommission(_, let rate): "set the commission to \(rate.percent)"
    case .topUp(_, let amount): "stake \(amount)"
    case .retire(let id): "retire model \(id.short) for good"
    case .identify: "find out whose commit waits"
    case .adopt(let id): "adopt model \(id.short)"
    case .compare(let content, _): "compare weights \(content.plaintext.short) with what is live"
    case .probe(let isFull): isFull ? "fetch the whole served object" : "probe the served object"
    case .repair: "make the served object again"
    case .claim: "claim rewards"
    }
  }

  var sentence: String {
    switch self {
    case .record(let event): "Write into the journal: \(event.words)."
    case .rename(let former): "The journal calls the model \(former); it gets its new name there."
    case .send(let digest):
      "Transaction \(digest) is signed and journaled; its bytes leave for the first time."
    case .resolve(let digest):
      "Nobody knows what became of transaction \(digest); the same bytes are asked for and sent again."
    case .abandon(let digest):
      "Transaction \(digest) is moot; its coin is paid to the wallet itself so that it can never run."
    case .reveal(let commit):
      """
      Publish the key and the embedding of what was committed in epoch \(commit.commitEpoch)\
      \(commit.isFirst ? "; without it half of the pool and the model are lost" : "").
      """
    case .seal(let plaintext): "Encrypt weights \(plaintext) under a key that no other weights get."
    case .upload(let plaintext): "Store the ciphertext of weights \(plaintext) at the host."
    case .verify: "Fetch the whole object through its public URL as validators do, and hash it."
    case .pack(_, let copies):
      "Write what the reveal needs to \(copies.counted("place")), and read each copy back."
    case .drill:
      "Make the commitments again from the packets and compare them with what is to be signed."
    case .makeReserve(let count):
      "The wallet pays itself \(count.counted("small coin")), so that no two transactions share a lock."
    case .create(_, let stake, let commission, _):
      """
      Register the model with a commission of \(commission.percent), and stake \
      \(stake > .zero ? stake.description : "the least that the chain takes") on it; nothing takes that \
      back. Its commit is signed with it.
      """
    case .commit(let id, _):
      "Promise weights, embedding and key of model \(id); the reveal is due next epoch."
    case .setCommission(let id, let rate):
      "The commission of model \(id) is \(rate.percent) from the next epoch on."
    case .topUp(let id, let amount):
      "Stake \(amount) more on model \(id); Steward never takes stake back."
    case .retire(let id): "Deactivate model \(id). Nothing brings it back."
    case .identify: "Try the URL of the waiting commit against every master secret."
    case .adopt(let id): "Take model \(id) into the journal."
    case .compare:
      "Seal the declared weights under the public key of the chain and compare the two."
    case .probe(let isFull):
      isFull
        ? "Fetch the whole object as validators do, and hash it."
        : "Fetch a few ranges of the object as validators do."
    case .repair: "Make the object again from weights and key, and store it where it was."
    case .claim: "Collect rewards that can be claimed."
    }
  }

  /// The model on the chain that it is about, where the action names one.
  var modelID: ModelID? {
    switch self {
    case .reveal(let commit): commit.modelID
    case .commit(let id, _), .setCommission(let id, _), .topUp(let id, _), .retire(let id),
      .adopt(let id):
      id
    case .record, .rename, .send, .resolve, .abandon, .seal, .upload, .verify, .pack, .drill,
      .makeReserve, .create, .identify, .compare, .probe, .repair, .claim:
      nil
    }
  }

  /// The journaled transaction that it is about.
  var transaction: TransactionDigest? {
    switch self {
    case .send(let digest), .resolve(let digest), .abandon(let digest): digest
    case .record, .rename, .reveal, .seal, .upload, .verify, .pack, .drill, .makeReserve, .create,
      .commit, .setCommission, .topUp, .retire, .identify, .adopt, .compare, .probe, .repair,
      .claim:
      nil
    }
  }
}

extension ModelEvent {
  /// What happened, as it is written into the journal.
  var words: String {
    switch self {
    case .accepted: "that the declaration was accepted"
    case .release(let plaintext, let event): "that weights \(plaintext.short) \(event.words)"
    case .packed(_, _, let copies): "that the packet is confirmed in \(copies.counted("place"))"
    case .attempt(_, let event): "that the attempt was \(event.words)"
    case .prepared(let intents): "\(intents.count.counted("signed transaction"))"
    case .intent(let digest, _, _): "what became of transaction \(digest.short)"
    case .adopted(let id): "that model \(id.short) was adopted"
    case .replaced(let id): "that lost model \(id.short) is given up for a new one"
    case .forced(let epoch): "that the commit of epoch \(epoch) is to be revealed all the same"
    case .spent(let amount, let epoch): "that \(amount) were spent in epoch \(epoch)"
    case .recognised(let content, _): "that what is live is weights \(content.plaintext.short)"
    case .foreign: "that a waiting commit is not ours"
    case .approved(let approval): "that \(approval.action.words) was approved"
    case .paused: "that the model is paused"
    case .resumed: "that the model is not paused any more"
    case .acknowledgedLoss: "that somebody has seen the loss"
    case .probed(let isGood, _, _): "that the served object was \(isGood ? "good" : "not good")"
    }
  }
}

extension Release.Event {
  /// What happened to weights.
  var words: String {
    switch self {
    case .sealed: "were sealed"
    case .hosted: "were stored at the host"
    case .verified: "were fetched and hashed"
    case .vanished: "are gone from the host"
    case .rejected(let defect): "were rejected: \(defect.words)"
    }
  }
}

extension Attempt.Event {
  /// What happened to an attempt.
  var words: String {
    switch self {
    case .packed: "packed"
    case .drilled: "drilled"
    case .createPrepared: "signed, with its create"
    case .created: "created"
    case .commitPrepared: "signed"
    case .fellBack: "not committed and will not be"
    case .committed(let window): "committed in epoch \(window.commitEpoch)"
    case .revealPrepared: "signed for its reveal"
    case .revealed: "revealed"
    case .superseded: "superseded"
    case .lapsed: "not revealed in time"
    case .lost: "lost with its model"
    }
  }
}
