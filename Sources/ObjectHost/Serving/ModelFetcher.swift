import AsyncHTTPClient
import Diagnostics
import NIOCore
import NIOHTTP1
import SomaTypes

/// Fetches weights the way validators do.
///
/// Source: chain `blobs/src/engine.rs` and `blobs/src/downloader/mod.rs`: one GET up to 5 MiB, otherwise
/// ranges of that size; each reply must have the length that was asked for, and the whole must have the
/// manifest's checksum.
struct ModelFetcher: Sendable {
  private static let partByteCount: UInt64 = 5 << 20

  let client: HTTPClient
  let store: any ObjectStore

  /// Fetches all of a manifest's content to where uploads go.
  ///
  /// - Throws: ``ModelFetchError``; ``StorageError``; `CancellationError`.
  func fetch(_ manifest: ContentManifest) async throws -> any ObjectContent {
    let upload = try await store.makeUpload()
    let size = manifest.sizeInBytes
    var offset: UInt64 = 0
    repeat {
      let end = size - offset > Self.partByteCount ? offset + Self.partByteCount : size
      try await fetch(manifest.url.text, offset..<end, isWhole: size <= Self.partByteCount, upload)
      offset = end
    } while offset < size
    let finished = try await upload.finish()
    guard finished.digest == manifest.checksum.bytes else { throw ModelFetchError.wrongChecksum }
    return finished.content
  }

  private func fetch(
    _ url: String, _ range: Range<UInt64>, isWhole: Bool, _ upload: any ObjectUpload
  ) async throws {
    var request = HTTPClientRequest(url: url)
    request.headers.add(name: "User-Agent", value: "SOMA (Blob Client)")
    if !isWhole {
      request.headers.add(
        name: "Range", value: "bytes=\(range.lowerBound)-\(range.upperBound - 1)")
    }
    var received: UInt64 = 0
    do {
      // 50 ns a byte are less than 30 s for any part, and 30 s is the least.
      let response = try await client.execute(request, timeout: .seconds(30))
      let isSuccess =
        isWhole
        ? (200..<300).contains(response.status.code) : [200, 206].contains(response.status.code)
      guard isSuccess else {
        throw ModelFetchError.refused(status: Int(response.status.code))
      }
      for try await bytes in response.body {
        received += UInt64(bytes.readableBytes)
        guard received <= UInt64(range.count) else { break }
        try await upload.write(bytes)
      }
    } catch let error as HTTPClientError {
      throw ModelFetchError.unreachable(error.description)
    } catch let error where error is ModelFetchError || error is StorageError {
      throw error
    } catch {
      try Task.checkCancellation()
      // The client has no type for what a broken connection or reply ends with.
      throw ModelFetchError.unreachable("\(error)")
    }
    guard received == UInt64(range.count) else {
      throw ModelFetchError.wrongLength(expected: UInt64(range.count), actual: received)
    }
  }
}
