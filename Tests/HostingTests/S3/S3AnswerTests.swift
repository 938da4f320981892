import Testing

@testable import Hosting

@Suite("What storage services answer")
struct S3AnswerTests {
  @Test("XML in the part of it that services use")
  func reads() throws {
    let text = """
      \u{FEFF}<?xml version="1.0" encoding='UTF-8'?>
      <!-- a --><s:Root xmlns:s="x" a = '1'> t&amp;&lt;&gt;&quot;&apos;&#233;&#x65E5;<!-- b --><A/>
      <B  c="d>e" ><A>x</A></B >u</s:Root> <!-- c -->
      """
    let root = try XMLReader.read(Array(text.utf8))
    #expect(root.name == "Root")
    #expect(root.text == " t&<>\"'é日\nu")
    #expect(root["B"]?.text(of: "A") == "x")
    #expect(root.children.map(\.name) == ["A", "B"])
  }

  @Test(
    "what is no such XML is refused at its byte",
    arguments: [
      ("", XMLFault(.unexpectedEnd, at: 0)), ("x", XMLFault(.expected("an element"), at: 0)),
      ("<a>", XMLFault(.unexpectedEnd, at: 3)), ("<a", XMLFault(.unexpectedEnd, at: 2)),
      ("<a></b>", XMLFault(.expected("the end of `a`"), at: 5)),
      ("<a/><b/>", XMLFault(.trailingText, at: 4)), ("<a/>x", XMLFault(.trailingText, at: 4)),
      ("<!DOCTYPE a><a/>", XMLFault(.declaration, at: 1)),
      ("<a><![CDATA[x]]></a>", XMLFault(.declaration, at: 4)),
      ("<a><?p?></a>", XMLFault(.declaration, at: 4)),
      ("<a>&b;</a>", XMLFault(.unknownReference, at: 3)),
      ("<a>&#0;</a>", XMLFault(.unknownReference, at: 3)),
      ("<a>&#xD800;</a>", XMLFault(.unknownReference, at: 3)),
      ("<a>&#1114112;</a>", XMLFault(.unknownReference, at: 3)),
      ("<a>&amp</a>", XMLFault(.unknownReference, at: 3)),
      ("<a>\u{1}</a>", XMLFault(.invalidText, at: 3)),
      ("</a>", XMLFault(.expected("an element"), at: 2)),
      ("<a b></a>", XMLFault(.expected("an equals sign"), at: 4)),
      ("<a b=c/>", XMLFault(.expected("a quoted value"), at: 5)),
      ("<a b=\"<\"/>", XMLFault(.expected("a quoted value"), at: 6)),
      ("<1/>", XMLFault(.expected("a name"), at: 1)),
      (String(repeating: "<a>", count: 17), XMLFault(.tooMuch, at: 51)),
      ("<a" + String(repeating: " b=\"\"", count: 17), XMLFault(.tooMuch, at: 83)),
    ])
  func refuses(text: String, fault: XMLFault) {
    #expect(throws: fault) { try XMLReader.read(Array(text.utf8)) }
  }

  @Test("bytes that are no text, and too many elements, are refused")
  func limits() {
    #expect(throws: XMLFault(.invalidText, at: 3)) {
      try XMLReader.read(Array("<a>".utf8) + [0xC3] + Array("</a>".utf8))
    }
    let many = "<a>" + String(repeating: "<b/>", count: XMLReader.elementLimit) + "</a>"
    #expect(throws: XMLFault.self) { try XMLReader.read(Array(many.utf8)) }
  }

  @Test(
    "a page of parts must be one",
    arguments: [
      "<ListPartsResult><Part><PartNumber>1</PartNumber><Size>5</Size></Part></ListPartsResult>",
      "<ListPartsResult><Part><PartNumber>0</PartNumber><ETag>x</ETag><Size>5</Size></Part></ListPartsResult>",
      "<ListPartsResult><Part><PartNumber>10001</PartNumber><ETag>x</ETag><Size>5</Size></Part></ListPartsResult>",
      "<ListPartsResult><Part><PartNumber>1</PartNumber><ETag>x</ETag><Size>-5</Size></Part></ListPartsResult>",
      "<ListPartsResult><Part><PartNumber>1</PartNumber><ETag>x y</ETag><Size>5</Size></Part></ListPartsResult>",
      "<ListPartsResult><IsTruncated>true</IsTruncated></ListPartsResult>",
      "<ListBucketResult/>", "<html></html>", "",
    ])
  func badParts(text: String) {
    #expect(throws: S3Error.self) { try ListingPage<ListedPart, Int>(Array(text.utf8)) }
  }

  @Test("a page of parts may be called a response, as moto does")
  func partsResponse() throws {
    let text =
      "<ListPartsResponse><Part><PartNumber>1</PartNumber><ETag>x</ETag><Size>5</Size></Part>"
      + "</ListPartsResponse>"
    let page = try ListingPage<ListedPart, Int>(Array(text.utf8))
    #expect(page.items == [ListedPart(number: 1, size: 5, etag: "x")])
  }

  @Test("a listing that does not end is ended", arguments: ["?uploadId", "?uploads", "list"])
  func endless(kind: String) async throws {
    let service = FakeS3 { line, _ in
      guard line.hasPrefix("GET") else { return nil }
      return .answer(
        status: 200,
        body: kind == "?uploads"
          ? "<ListMultipartUploadsResult><IsTruncated>true</IsTruncated><NextKeyMarker>k"
            + "</NextKeyMarker><NextUploadIdMarker>u</NextUploadIdMarker></ListMultipartUploadsResult>"
          : kind == "list"
            ? "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t"
              + "</NextContinuationToken></ListBucketResult>"
            : "<ListPartsResult><IsTruncated>true</IsTruncated><NextPartNumberMarker>3"
              + "</NextPartNumberMarker></ListPartsResult>")
    }
    let client = try Bench(service).client()
    await #expect(throws: S3Error.self) {
      switch kind {
      case "?uploads": _ = try await client.listUploads(of: "k")
      case "list":
        _ = try await client.list(prefix: "x")
        _ = try await client.list(prefix: "x", after: "t")
      default: _ = try await client.listParts(of: "u", key: "k")
      }
    }
    #expect(service.log.count == 2)
  }

  @Test("what refuses may be no service of ours")
  func failures() {
    func failure(_ body: String, _ headers: HTTPHeaders = [:]) -> S3Answer.Failure {
      S3Answer.failure(
        HTTPResponse(head: ResponseHead(status: 403, headers: headers), body: Array(body.utf8)))
    }
    #expect(failure("<html><body>no").refusal == .init(status: 403))
    #expect(failure("<Error><Code>a b</Code></Error>").refusal.code == nil)
    #expect(
      failure("<Error><Code>X</Code><Region>eu-1</Region></Error>").region == "eu-1")
    #expect(failure("", ["x-amz-bucket-region": "eu-2"]).region == "eu-2")
    #expect(failure("", ["x-amz-bucket-region": "evil/../"]).region == nil)
  }
}
