import SomaTypes

/// The coins of one wallet, handed out in the order of the steps, so that no two transactions share a
/// lock (CHAIN 7.4).
///
/// The richest coin is the main one, which pays for creates and stake. The others that are worth using
/// are the reserve, for everything with a deadline. Choices are a function of the coins alone, so two
/// copies of a state sign the same bytes.
struct CoinLane {
  private let main: Coin?
  private let reserve: [Coin]
  private let locked: Set<ObjectID>
  private var taken: Set<ObjectID> = []

  /// Takes what a wallet holds.
  ///
  /// - Parameters:
  ///   - purse: Its coins.
  ///   - locked: The coins of transactions whose outcome is not known.
  init(_ purse: CoinPurse, locked: Set<ObjectID>) {
    let usable = purse.coins.filter { $0.balance >= Margins.leastUsableCoin }
    main = usable.first
    reserve = usable.dropFirst().sorted {  // the poorest first
      ($0.balance, $0.reference.id) < ($1.balance, $1.reference.id)
    }
    self.locked = locked
  }

  /// How many reserve coins there are, free or not.
  var reserveCount: Int { reserve.count }

  /// How many coins could pay for a transaction with a deadline now.
  var freeCount: Int { reserve.count(where: isFree) + (main.map(isFree) ?? false ? 1 : 0) }

  /// How much is in the main coin.
  var richest: Amount { main?.balance ?? .zero }

  private func isFree(_ coin: Coin) -> Bool {
    !locked.contains(coin.reference.id) && !taken.contains(coin.reference.id)
  }

  /// Hands out coins, or says what is missing; then none is taken.
  mutating func take(_ need: CoinNeed) -> Result<[ObjectRef], CoinShortage> {
    let result = choose(need)
    if case .success(let coins) = result { taken.formUnion(coins.map(\.id)) }
    return result
  }

  private func choose(_ need: CoinNeed) -> Result<[ObjectRef], CoinShortage> {
    let free = (reserve + [main].compactMap(\.self)).filter(isFree)  // the main coin last
    let freeReserve = reserve.filter(isFree)
    switch need {
    case .none: return .success([])
    case .anything:
      return free.first.map { .success([$0.reference]) } ?? .failure(shortage(of: 1))
    case .commit:
      guard free.count >= Margins.reserveCoinCount else {
        return .failure(shortage(of: Margins.reserveCoinCount))
      }
      return .success([free[0].reference])
    case .main(let amount): return chooseMain(amount).map { [$0] }
    case .mainAndCommit(let amount):
      return chooseMain(amount).flatMap { first in
        guard freeReserve.count >= Margins.reserveCoinCount else {
          return .failure(shortage(of: Margins.reserveCoinCount + 1))
        }
        return .success([first, freeReserve[0].reference])
      }
    case .mainAndReserve(let amount):
      return chooseMain(amount).flatMap { first in
        freeReserve.first.map { .success([first, $0.reference]) } ?? .failure(shortage(of: 2))
      }
    }
  }

  private func chooseMain(_ amount: Amount) -> Result<ObjectRef, CoinShortage> {
    guard let main, main.balance >= amount else {
      return .failure(.funds(needed: amount, richest: richest))
    }
    return isFree(main) ? .success(main.reference) : .failure(.busy)
  }

  private func shortage(of needed: Int) -> CoinShortage {
    let usable = reserve.count + (main == nil ? 0 : 1)
    return usable >= needed ? .busy : .reserve(usable: reserve.count)
  }
}

/// Why there is no coin.
enum CoinShortage: Error, Equatable {
  /// Those that could pay are locked or taken.
  case busy
  /// There are too few.
  case reserve(usable: Int)
  /// There is too little in one.
  case funds(needed: Amount, richest: Amount)

  var wait: Wait {
    switch self {
    case .busy: .coin
    case .reserve(let usable): .reserve(usable: usable)
    case .funds(let needed, let richest): .funds(needed: needed, richest: richest)
    }
  }
}
