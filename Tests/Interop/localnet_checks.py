"""The unmodified SDK lives on the built localnet: every method, every state, every error of an owner.

Each check gets a running localnet and the context, and raises at the first thing that a user of the SDK
would not expect of a real node. Sources: CHAIN.md 1, 2.4 and 10.1; WIRE.md 6 and 9.
"""
import asyncio
import struct

import localnet
from checks import Mismatch
from localnet import funded
from soma_sdk import Keypair, SomaClient

SOMA = 1_000_000_000
URL = "https://weights.example/object"
WRONG_STATE = "Model in invalid state for this operation"


class Release:
    """Weights that are small, a key, and an embedding of the chain's size."""

    def __init__(self, random, dimension):
        self.plaintext = random.randbytes(random.randint(1, 400))
        self.embedding = [
            struct.unpack("<f", struct.pack("<f", random.uniform(-1, 1)))[0] for _ in range(dimension)]
        self.encrypted, self.key = SomaClient.encrypt_weights(self.plaintext)
        self.encrypted = bytes(self.encrypted)


async def _release(context, client):
    return Release(context.random, await client.get_embedding_dim())


async def _model(client, model_id):
    """The name of a model's state, and what it holds."""
    models = (await client.get_latest_system_state()).model_registry.models
    found = models[model_id] if isinstance(models, dict) else getattr(models, model_id)
    (state, value), = vars(found.V1).items()
    return state, value


async def _fails(context, what, kind, call):
    """The call fails on chain with this kind, in the SDK's own words."""
    try:
        await call
    except RuntimeError as error:
        if kind not in str(error):
            raise Mismatch(f"{what}: {kind} expected, the SDK says: {error}") from error
        context.counts["errors of owners"] += 1
        return str(error)
    raise Mismatch(f"{what}: {kind} expected, and it succeeded")


async def _commit(client, owner, model, release):
    return await client.commit_model(
        owner, model, URL, release.encrypted, release.key, release.embedding)


async def _reveal(client, owner, model, release):
    return await client.reveal_model(owner, model, release.key, release.embedding)


async def lifecycle(context, net):
    """Create, commit, reveal, update, commission, stake, deactivate, withdraw, by the SDK alone."""
    client = await net.client()
    owner = await funded(client, grants=3)
    first, second = await _release(context, client), await _release(context, client)
    start = (await client.get_latest_system_state()).epoch

    model = await client.create_model(owner, 500)
    state, value = await _model(client, model)
    context.same("state", model, (state, value.create_epoch), ("Created", start))
    await _fails(context, "reveal before commit", WRONG_STATE, _reveal(client, owner, model, first))
    await _commit(client, owner, model, first)
    await _fails(
        context, "reveal in the epoch of the commit", "ModelRevealEpochMismatch",
        _reveal(client, owner, model, first))
    state, value = await _model(client, model)
    context.same("state", model, (state, value.commit_epoch), ("Pending", start))
    context.same("epoch", "advance", await client.advance_epoch(), start + 1)
    await _fails(
        context, "another key", "ModelDecryptionKeyCommitmentMismatch",
        client.reveal_model(owner, model, second.key, first.embedding))
    await _fails(
        context, "another embedding", "ModelEmbeddingCommitmentMismatch",
        client.reveal_model(owner, model, first.key, second.embedding))
    await _reveal(client, owner, model, first)

    context.same("state", model, (await _model(client, model))[0], "Active")
    active = [m for m in await client.get_active_models() if m.model_id == model]
    context.same("active models", model, len(active), 1)
    context.same("embedding", model, list(active[0].embedding), first.embedding)
    context.same("commission", model, active[0].commission_rate, 500)
    manifests = await client.get_model_manifests([model])
    context.same("key", model, manifests[0].decryption_key, first.key)
    context.same("checksum", model, manifests[0].checksum, SomaClient.commitment(first.encrypted))
    context.same("size", model, manifests[0].size, len(first.encrypted))

    await _commit(client, owner, model, second)
    updating = [m for m in await client.get_active_models() if m.model_id == model][0]
    context.same("pending update", model, updating.has_pending_update, True)
    await client.advance_epoch()
    await _reveal(client, owner, model, second)
    context.same(
        "key of the update", model, (await client.get_model_manifests([model]))[0].decryption_key,
        second.key)

    await client.set_model_commission_rate(owner, model, 700)
    await client.add_stake_to_model(owner, model, 0.25)
    await client.advance_epoch()
    renewed = [m for m in await client.get_active_models() if m.model_id == model][0]
    context.same("commission after the boundary", model, renewed.commission_rate, 700)
    context.same("stake", model, renewed.stake >= 1.25, True)
    await client.deactivate_model(owner, model)
    context.same("state", model, (await _model(client, model))[0], "Inactive")
    context.same(
        "active after deactivation", model,
        [m for m in await client.get_active_models() if m.model_id == model], [])
    await client.advance_epoch()
    receipts = await client.list_owned_objects(owner.address(), "StakedSoma")
    context.same("receipts", model, len(receipts), 2)
    before = await client.get_balance(owner.address())
    await client.withdraw_stake(owner, receipts[0].id)
    after = await client.get_balance(owner.address())
    context.same("money comes back", model, after > before, True)
    context.counts["lifecycles"] += 1


async def owner_errors(context, net):
    """Each error that an owner can cause, as the SDK reports it."""
    client = await net.client()
    owner, stranger = await funded(client, grants=3), await funded(client)
    release = await _release(context, client)
    nobody = "0x" + "ab" * 32
    await _fails(
        context, "commit to no model", "ModelNotFound", _commit(client, owner, nobody, release))
    await _fails(
        context, "commission above 100 %", "ModelCommissionRateTooHigh",
        client.create_model(owner, 10_001))
    await _fails(
        context, "stake below the minimum", "ModelMinStakeNotMet",
        client.create_model(owner, 0, 0.5))
    await _fails(
        context, "stake above the coin", "InsufficientCoinBalance",
        client.create_model(owner, 0, 100.0))
    model = await client.create_model(owner, 0)
    await _fails(
        context, "commit of a stranger", "NotModelOwner", _commit(client, stranger, model, release))
    await _fails(
        context, "deactivate a created model", "ModelNotActive",
        client.deactivate_model(owner, model))
    await _fails(
        context, "commission of a created model", "ModelNotActive",
        client.set_model_commission_rate(owner, model, 1))
    await _commit(client, owner, model, release)
    await _fails(context, "second commit", WRONG_STATE, _commit(client, owner, model, release))
    await _fails(context, "report", "NotAValidator", client.report_model(owner, model))
    await _fails(
        context, "transfer above the coin", "InsufficientCoinBalance",
        client.transfer_coin(owner, stranger.address(), 1000.0))
    await client.advance_epoch()
    await _reveal(client, owner, model, release)
    await _fails(
        context, "reveal without an update", "ModelNoPendingUpdate",
        _reveal(client, owner, model, release))
    await _fails(
        context, "deactivate by a stranger", "NotModelOwner",
        client.deactivate_model(stranger, model))
    empty = Keypair.generate()
    await _fails(context, "no coins", "No available gas coin", client.deactivate_model(empty, model))


async def missed_windows(context, net):
    """What is not committed or revealed in time is slashed as the chain does."""
    client = await net.client()
    # The SDK picks its coin at random, and after a create one of two is too poor for another.
    owner, other = await funded(client), await funded(client)
    release = await _release(context, client)
    stale, late = await client.create_model(other, 0), await client.create_model(owner, 0)
    await _commit(client, owner, late, release)
    await client.advance_epoch()
    await client.advance_epoch()
    await _fails(
        context, "reveal one epoch late", WRONG_STATE, _reveal(client, owner, late, release))
    for model, expected in ((stale, "Created"), (late, "Inactive")):
        state, value = await _model(client, model)
        context.same("state after the boundary", model, state, expected)
        context.same("half of the stake", model, value.staking_pool.soma_balance, SOMA // 2)
    await client.advance_epoch()
    _, value = await _model(client, stale)
    context.same("half again", stale, value.staking_pool.soma_balance, SOMA // 4)
    context.counts["slashed models"] += 2


async def reads(context, net):
    """Every read of the SDK."""
    client = await net.client()
    owner = await funded(client, grants=2)
    context.same("chain", "", await client.get_chain_identifier(), "localnet")
    context.same("protocol", "", await client.get_protocol_version(), 5)
    context.same("architecture", "", await client.get_architecture_version(), 1)
    context.same("minimum stake", "", await client.get_model_min_stake(), SOMA)
    if "/" not in await client.get_server_version():
        raise Mismatch("the server's version has no name before it")
    context.same("balance", "", await client.get_balance(owner.address()), 4.0)
    coins = await client.list_owned_objects(owner.address(), "Coin")
    context.same("coins", "", len(coins), 2)
    one = await client.get_object(coins[0].id)
    context.same("object", "", (one.id, one.version, one.digest),
                 (coins[0].id, coins[0].version, coins[0].digest))
    again = await client.get_object_with_version(coins[0].id, coins[0].version)
    context.same("version", "", again.digest, one.digest)
    epoch = await client.get_epoch()
    state = await client.get_latest_system_state()
    context.same("epoch", "", epoch.epoch, state.epoch)
    latest = await client.get_latest_checkpoint()
    number = latest.data.sequence_number
    summary = await client.get_checkpoint_summary(number)
    context.same("checkpoint", number, summary.data.content_digest, latest.data.content_digest)
    if await client.get_next_epoch_timestamp() <= state.epoch_start_timestamp_ms:
        raise Mismatch("the next epoch begins before this one")
    context.same("scoring", "", await client.scoring_health(), True)
    effects = await client.transfer_coin(owner, Keypair.generate().address(), 0.5)
    digest = effects.V1.transaction_digest
    looked_up = await client.get_transaction(digest)
    context.same("transaction", digest, str(looked_up), str(effects))
    await client.list_targets(status="open")
    await client.get_targets(claimable=True)
    context.counts["reads"] += 18


async def money(context, net):
    """Transfers, payments, merges and validator stake, with the fees of CHAIN 2.4."""
    client = await net.client()
    owner, other = await funded(client), await funded(client)
    await client.transfer_coin(owner, other.address(), 0.5)
    rate = (await client.get_latest_system_state()).parameters.value_fee_bps
    fee = 1600 + SOMA // 2 * rate // 10_000
    context.same("balance after a transfer", "", await client.get_balance(owner.address()),
                 (2 * SOMA - SOMA // 2 - fee) / SOMA)
    await client.pay_coins(owner, [other.address(), owner.address()], [0.1, 0.2])
    await client.request_faucet(owner.address())
    before = len(await client.list_owned_objects(owner.address(), "Coin"))
    await client.merge_coins(owner)
    after = len(await client.list_owned_objects(owner.address(), "Coin"))
    context.same("coins after a merge", before, after, 2)
    validator = (await client.get_latest_system_state()).validators.validators[0]
    await client.add_stake(owner, validator.metadata.soma_address, 1.0)
    receipt = (await client.list_owned_objects(owner.address(), "StakedSoma"))[0]
    await client.advance_epoch()
    await client.withdraw_stake(owner, receipt.id)
    coin = (await client.list_owned_objects(other.address(), "Coin"))[0]
    spare = await client.request_faucet(other.address())
    await client.transfer_objects(other, owner.address(), [coin.id])
    context.same("status of the faucet", "", spare.status, "Success")
    context.counts["payments"] += 8


async def targets(context, net):
    """An active model gets targets; a submission fills one, and the reward is claimed."""
    client = await net.client()
    owner, miner = await funded(client, grants=2), await funded(client, grants=2)
    release = await _release(context, client)
    model = await client.create_model(owner, 0)
    await _commit(client, owner, model, release)
    await client.advance_epoch()
    await _reveal(client, owner, model, release)
    await client.advance_epoch()
    found = await client.get_targets(status="open")
    if not found:
        raise Mismatch("no targets after a boundary with an active model")
    mine = [target for target in found if model in target.model_ids]
    target = (mine or found)[0]
    using = target.model_ids[0]
    data = context.random.randbytes(64)
    await client.submit_data(
        miner, target.id, data, "https://data.example/1", using, list(target.embedding), 0.0, [0.5])
    context.same(
        "filled", target.id, [t.id for t in await client.get_targets(status="filled")], [target.id])
    await client.advance_epoch()
    await client.advance_epoch()
    await client.claim_rewards(miner, target.id)
    context.counts["rewards claimed"] += 1


async def concurrency(context, net):
    """Several clients at once, each with a wallet."""
    async def worker():
        client = await net.client()
        wallet = await funded(client)
        for _ in range(3):
            await client.transfer_coin(wallet, wallet.address(), 0.01)
        return wallet

    done = await asyncio.gather(*(worker() for _ in range(6)))
    context.counts["concurrent clients"] += len(done)


async def preset(context, _):
    """The SDK's own name for a local network, on its own ports."""
    client = await SomaClient(chain="localnet")
    wallet = await funded(client)
    context.same("balance", "", await client.get_balance(wallet.address()), 2.0)
    context.counts["presets"] += 1


ON_FREE_PORTS = [reads, money, lifecycle, owner_errors, missed_windows, targets, concurrency]


def check_localnet(context):
    """Runs each check on a localnet of its own; the preset only if nothing else has its ports."""
    for check in ON_FREE_PORTS:
        with localnet.running(context.steward.path, "--port", "0") as net:
            asyncio.run(check(context, net))
    if not localnet.standard_ports_are_free():
        context.skipped.append("the preset chain=\"localnet\" (another program has its ports)")
        return
    with localnet.running(context.steward.path) as net:
        asyncio.run(preset(context, net))
