/// Why a listener ended before it was told to.
struct ListeningFailure: Error, Equatable {
  let error: LocalnetError
  /// Whether the system refused it; else it only followed the end of another one.
  let isOfSystem: Bool
}
