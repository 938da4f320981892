/// A part as the service lists it.
package struct ListedPart: Equatable, Sendable {
  package var number: Int
  package var size: UInt64
  package var etag: String
}

/// An upload in parts that is under way.
package struct ListedUpload: Equatable, Sendable {
  package var key: String
  package var uploadID: String
  /// Seconds since 1970 when it began; `nil` when the service does not say.
  package var initiated: Int64?
}

/// An object as the service lists it.
package struct ListedObject: Equatable, Sendable {
  package var key: String
  package var size: UInt64
}

/// One page of a listing, and where the next one begins.
package struct ListingPage<Item: Equatable & Sendable, Marker: Equatable & Sendable>: Equatable,
  Sendable
{
  package var items: [Item]
  /// `nil` on the last page.
  package var next: Marker?
}

extension ListingPage where Item == ListedPart, Marker == Int {
  /// Reads ListPartsResult.
  package init(_ body: [UInt8]) throws(S3Error) {
    // moto 5.2.1 calls it a response; what is inside is the same.
    let root = try S3Answer.document(
      body, named: "ListPartsResult", or: ["ListPartsResponse"], of: .listParts)
    items = []
    for part in root.children where part.name == "Part" {
      guard let number = part.text(of: "PartNumber").flatMap({ Int($0) }),
        (1...10_000).contains(number), let size = part.text(of: "Size").flatMap({ UInt64($0) }),
        let etag = S3Answer.opaque(part.text(of: "ETag"))
      else { throw .badAnswer(.listParts, "a part lacks its number, size or tag.") }
      items.append(ListedPart(number: number, size: size, etag: etag))
    }
    guard root.text(of: "IsTruncated") == "true" else { return }
    next = root.text(of: "NextPartNumberMarker").flatMap { Int($0) }
    guard next != nil else { throw .badAnswer(.listParts, "the next page is not named.") }
  }
}

/// Where the next page of uploads begins.
package struct UploadMarker: Equatable, Sendable {
  package var key: String
  package var uploadID: String
}

extension ListingPage where Item == ListedUpload, Marker == UploadMarker {
  /// Reads ListMultipartUploadsResult.
  package init(_ body: [UInt8]) throws(S3Error) {
    let root = try S3Answer.document(
      body, named: "ListMultipartUploadsResult", of: .listUploads)
    items = []
    for upload in root.children where upload.name == "Upload" {
      guard let key = upload.text(of: "Key"),
        let uploadID = S3Answer.opaque(upload.text(of: "UploadId"))
      else { throw .badAnswer(.listUploads, "an upload lacks its key or its id.") }
      let initiated = upload.text(of: "Initiated").flatMap(SigningTime.init(iso8601:))
      items.append(
        ListedUpload(key: key, uploadID: uploadID, initiated: initiated?.unixSeconds))
    }
    guard root.text(of: "IsTruncated") == "true" else { return }
    guard let key = root.text(of: "NextKeyMarker"),
      let uploadID = root.text(of: "NextUploadIdMarker")
    else { throw .badAnswer(.listUploads, "the next page is not named.") }
    next = UploadMarker(key: key, uploadID: uploadID)
  }
}

extension ListingPage where Item == ListedObject, Marker == String {
  /// Reads ListBucketResult.
  package init(_ body: [UInt8]) throws(S3Error) {
    let root = try S3Answer.document(body, named: "ListBucketResult", of: .list)
    let isEncoded = root.text(of: "EncodingType") == "url"
    items = []
    for object in root.children where object.name == "Contents" {
      guard let text = object.text(of: "Key"),
        let key = isEncoded ? PercentEncoding.decode(text) : text,
        let size = object.text(of: "Size").flatMap({ UInt64($0) })
      else { throw .badAnswer(.list, "an object lacks its key or its size.") }
      items.append(ListedObject(key: key, size: size))
    }
    guard root.text(of: "IsTruncated") == "true" else { return }
    next = root.text(of: "NextContinuationToken")
    guard next?.isEmpty == false else { throw .badAnswer(.list, "the next page is not named.") }
  }
}
