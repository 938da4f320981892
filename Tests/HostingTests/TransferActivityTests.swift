import Testing

@testable import Hosting

@Suite("What a transport waits for") struct TransferActivityTests {
  private let start = ContinuousClock.now
  private let request = HTTPRequest(.get, "https://weights.example/w?token=secret")

  @Test("is a request under way, and for how long nothing has moved")
  func waiting() throws {
    let activity = TransferActivity()
    #expect(activity.silence(at: start) == nil)
    activity.began(request, at: start)
    activity.moved(at: start + .seconds(3))
    let silence = try #require(activity.silence(at: start + .seconds(10)))
    #expect(silence.duration == .seconds(7))
    #expect(silence.request.hasPrefix("GET https://weights.example/w"))
    #expect(!silence.request.contains("secret"))
    activity.answered(200, at: start + .seconds(11))
    #expect(activity.silence(at: start + .seconds(20)) == nil)
  }

  @Test("is also a request that will be made again, from when it was first made")
  func retrying() throws {
    let activity = TransferActivity()
    activity.began(request, at: start)
    activity.failed(
      TransferError(.connectTimedOut(after: .seconds(4)), stage: .unsent, request: "GET"))
    activity.began(request, at: start + .seconds(6))
    activity.answered(503, at: start + .seconds(7))
    let silence = try #require(activity.silence(at: start + .seconds(8)))
    #expect(silence.duration == .seconds(8))
    #expect(silence.failure == "The server answered with HTTP 503.")
    activity.began(request, at: start + .seconds(9))
    activity.answered(404, at: start + .seconds(9))
    #expect(activity.silence(at: start + .seconds(20)) == nil)
  }

  @Test("is nothing while one of several transfers moves")
  func several() throws {
    let activity = TransferActivity()
    for _ in 0..<2 { activity.began(request, at: start) }
    activity.moved(at: start + .seconds(8))
    let silence = try #require(activity.silence(at: start + .seconds(9)))
    #expect(silence.duration == .seconds(1))
  }
}
