/// What is asked of a storage service, by the name of the permission for it.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html>.
public enum S3Action: String, Sendable {
  /// HeadObject and GetObject.
  case read = "s3:GetObject"
  /// PutObject, and all of an upload in parts but what follows.
  case write = "s3:PutObject"
  /// DeleteObject.
  case delete = "s3:DeleteObject"
  /// ListObjectsV2.
  case list = "s3:ListBucket"
  /// ListParts.
  case listParts = "s3:ListMultipartUploadParts"
  /// ListMultipartUploads.
  case listUploads = "s3:ListBucketMultipartUploads"
  /// AbortMultipartUpload.
  case abort = "s3:AbortMultipartUpload"
}
