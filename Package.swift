// swift-tools-version: 6.2
import PackageDescription

let asyncHTTPClient = Target.Dependency.product(
  name: "AsyncHTTPClient", package: "async-http-client")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grpc = Target.Dependency.product(name: "GRPCCore", package: "grpc-swift-2")
let grpcInProcess = Target.Dependency.product(
  name: "GRPCInProcessTransport", package: "grpc-swift-2")
let grpcHTTP2 = Target.Dependency.product(
  name: "GRPCNIOTransportHTTP2", package: "grpc-swift-nio-transport")
let grpcProtobuf = Target.Dependency.product(name: "GRPCProtobuf", package: "grpc-swift-protobuf")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let protobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
// The test server writes HTTP/2 frames itself, to be able to write wrong ones.
let nio: [Target.Dependency] = [
  nioCore,
  nioPosix,
  .product(name: "NIOHPACK", package: "swift-nio-http2"),
  .product(name: "NIOHTTP2", package: "swift-nio-http2"),
  .product(name: "NIOSSL", package: "swift-nio-ssl"),
]

let package = Package(
  name: "steward",
  products: [
    .executable(name: "steward", targets: ["steward"]),
    .library(name: "BCS", targets: ["BCS"]),
    .library(name: "Custody", targets: ["Custody"]),
    .library(name: "Diagnostics", targets: ["Diagnostics"]),
    .library(name: "Hosting", targets: ["Hosting"]),
    .library(name: "Manifest", targets: ["Manifest"]),
    .library(name: "SomaClient", targets: ["SomaClient"]),
    .library(name: "SomaCrypto", targets: ["SomaCrypto"]),
    .library(name: "SomaTypes", targets: ["SomaTypes"]),
    .library(name: "StateStore", targets: ["StateStore"]),
    .library(name: "Weights", targets: ["Weights"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
    // No default traits: they pull in all of Foundation.
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0", traits: []),
    .package(url: "https://github.com/apple/swift-system", from: "1.6.0"),
    // SQLite itself is the system's: Debian's libsqlite3-dev.
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/grpc/grpc-swift-2", from: "2.4.0"),
    .package(url: "https://github.com/grpc/grpc-swift-nio-transport", from: "2.9.0"),
    .package(url: "https://github.com/grpc/grpc-swift-protobuf", from: "2.4.0"),
    // No default traits: they add swift-configuration and all of Foundation.
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
  ],
  targets: [
    // Values: bytes in, values out.
    .target(name: "Diagnostics"),
    .target(name: "BCS", dependencies: ["Diagnostics"]),
    .target(name: "HTTPSyntax"),
    .target(name: "SomaCrypto", dependencies: ["COpenSSL", "CSodium", "Diagnostics"]),
    .target(name: "YAMLTree", dependencies: ["CLibYAML", "Diagnostics"]),

    // Domain.
    .target(name: "SomaTypes", dependencies: ["BCS", "Diagnostics", "SomaCrypto"]),
    .target(name: "Ledger", dependencies: ["BCS", "Diagnostics", "SomaCrypto", "SomaTypes"]),
    .target(
      name: "Manifest", dependencies: ["BCS", "Diagnostics", "SomaCrypto", "SomaTypes", "YAMLTree"]),

    // Decisions: no clock, no network, no files.
    .target(
      name: "Lifecycle",
      dependencies: ["BCS", "Diagnostics", "Manifest", "SomaCrypto", "SomaTypes"]),

    // Wire. SomaProto is written by scripts/generate-protos.
    .target(
      name: "SomaProto", dependencies: [grpc, grpcProtobuf, protobuf], exclude: ["Protos"]),
    .target(
      name: "SomaWire",
      dependencies: ["Diagnostics", "SomaCrypto", "SomaProto", "SomaTypes", protobuf]),

    // Edges: one outside system each; none knows another.
    .target(
      name: "SomaClient",
      dependencies: [
        "BCS", "Diagnostics", "SomaCrypto", "SomaProto", "SomaTypes", "SomaWire", grpc, grpcHTTP2,
        protobuf,
      ]),
    .target(
      name: "Localnet",
      dependencies: [
        "BCS", "CLinux", "Diagnostics", "Ledger", "SomaCrypto", "SomaProto", "SomaTypes",
        "SomaWire", "YAMLTree", grpc, grpcHTTP2, nioCore, protobuf,
      ]),
    .target(name: "ChildProcesses", dependencies: ["CLinux", "Diagnostics"]),
    .target(
      name: "Custody",
      dependencies: [
        "BCS", "ChildProcesses", "CLinux", "Diagnostics", "SomaCrypto", "SomaTypes", "YAMLTree",
      ]),
    .target(name: "Weights", dependencies: ["BCS", "Diagnostics", "SomaCrypto", "SomaTypes"]),
    .target(
      name: "Hosting",
      dependencies: [
        "CCurl", "CLinux", "ChildProcesses", "Diagnostics", "HTTPSyntax", "SomaCrypto", "SomaTypes",
      ]),
    .target(
      name: "StateStore", dependencies: ["CLinux", "Diagnostics", "SomaCrypto", "SomaTypes", grdb]),

    // For tests and the local chain: an HTTP server that hosts weights.
    .target(
      name: "ObjectHost",
      dependencies: [
        "Diagnostics", "HTTPSyntax", "SomaCrypto", "SomaTypes", asyncHTTPClient, httpTypes,
        hummingbird, logging,
        nioCore, nioHTTP1, nioPosix,
      ]),

    // Programs.
    .target(
      name: "Steward",
      dependencies: [
        "BCS", "Custody", "Diagnostics", "Hosting", "Lifecycle", "Manifest", "SomaClient",
        "SomaCrypto", "SomaTypes", "SomaWire", "StateStore", "Weights",
      ]),
    .target(
      name: "StewardCommands",
      dependencies: [
        "BCS", "CLinux", "Custody", "Diagnostics", "Hosting", "Ledger", "Lifecycle", "Localnet",
        "Manifest", "ObjectHost", "SomaClient", "SomaCrypto", "SomaTypes", "SomaWire",
        "StateStore", "Steward", "Weights", arguments, system,
      ]),
    .executableTarget(name: "steward", dependencies: ["StewardCommands"]),

    // C libraries: a module map and a shim, nothing else.
    .systemLibrary(
      name: "CCurl", path: "Sources/C/CCurl", pkgConfig: "libcurl",
      providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(
      name: "CLibYAML", path: "Sources/C/CLibYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CLinux", path: "Sources/C/CLinux"),
    .systemLibrary(
      name: "COpenSSL", path: "Sources/C/COpenSSL", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CSodium", path: "Sources/C/CSodium", pkgConfig: "libsodium",
      providers: [.apt(["libsodium-dev"])]),

    // Tests.
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .target(
      name: "EndToEndSupport", dependencies: ["SomaCrypto", nioCore, nioPosix],
      path: "Tests/EndToEndSupport"),
    .target(
      name: "WireVectors", dependencies: ["TestSupport", protobuf], path: "Tests/WireVectors",
      resources: [.copy("Vectors")]),
    .target(
      name: "FaultServer", dependencies: nio + [grpc, grpcInProcess], path: "Tests/FaultServer"),
    .executableTarget(
      name: "InteropProbe",
      dependencies: [
        "BCS", "Custody", "Diagnostics", "SomaClient", "SomaCrypto", "SomaTypes", "SomaWire",
      ],
      path: "Tests/InteropProbe"),
    .executableTarget(
      name: "StorageProbe", dependencies: ["Diagnostics", "Hosting", "SomaCrypto"],
      path: "Tests/StorageProbe"),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "BCS", "FaultServer", "Ledger", "Lifecycle", "Localnet", "Manifest", "SomaClient",
        "SomaCrypto", "SomaProto", "SomaTypes", "SomaWire", "Weights", grpc, protobuf,
      ],
      path: "Tests/Benchmarks"),
    .testTarget(name: "BCSTests", dependencies: ["BCS", "TestSupport"]),
    .testTarget(
      name: "ChildProcessesTests", dependencies: ["ChildProcesses", "SomaCrypto", "TestSupport"]),
    .testTarget(
      name: "CustodyTests",
      dependencies: [
        "BCS", "ChildProcesses", "CLinux", "Custody", "Diagnostics", "SomaCrypto", "SomaTypes",
        "TestSupport",
        "YAMLTree",
      ],
      resources: [.copy("Vectors")]),
    .testTarget(
      name: "CustodyEndToEndTests",
      dependencies: [
        "BCS", "Custody", "Diagnostics", "EndToEndSupport", "Hosting", "Ledger", "Lifecycle",
        "Localnet", "ObjectHost", "SomaClient", "SomaCrypto", "SomaTypes", "SomaWire", "StateStore",
        "TestSupport", "Weights", "steward",
      ]),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "BCS", "FaultServer", "Ledger", "Localnet", "ObjectHost", "SomaClient", "SomaCrypto",
        "SomaProto", "SomaTypes", "SomaWire", "StateStore", "TestSupport", "steward", protobuf,
      ],
      resources: [.copy("Transcripts"), .copy("Vectors")]),
    .testTarget(
      name: "HostingEndToEndTests",
      dependencies: ["Hosting", "ObjectHost", "SomaCrypto", "SomaTypes", "TestSupport", "Weights"]),
    .testTarget(
      name: "HostingTests",
      dependencies: [
        "ChildProcesses", "CLinux", "Diagnostics", "HTTPSyntax", "Hosting", "SomaCrypto",
        "SomaTypes", "TestSupport",
      ],
      resources: [.copy("Vectors")]),
    .testTarget(name: "HTTPSyntaxTests", dependencies: ["HTTPSyntax", "TestSupport"]),
    .testTarget(
      name: "LedgerTests",
      dependencies: ["BCS", "Diagnostics", "Ledger", "SomaCrypto", "SomaTypes", "TestSupport"],
      resources: [.copy("Vectors")]),
    .testTarget(
      name: "LifecycleTests",
      dependencies: ["BCS", "Lifecycle", "Manifest", "SomaCrypto", "SomaTypes", "TestSupport"],
      resources: [.copy("Vectors")]),
    .testTarget(
      name: "LocalnetTests",
      dependencies: [
        "BCS", "Diagnostics", "Ledger", "Localnet", "SomaClient", "SomaCrypto", "SomaProto",
        "SomaTypes", "SomaWire", "TestSupport", grpc, grpcHTTP2, nioCore, nioEmbedded, protobuf,
      ]),
    .testTarget(
      name: "ManifestTests",
      dependencies: [
        "Diagnostics", "Manifest", "SomaCrypto", "SomaTypes", "TestSupport", "YAMLTree",
      ],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "ObjectHostTests",
      dependencies: [
        "CLinux", "HTTPSyntax", "ObjectHost", "SomaCrypto", "SomaTypes", "TestSupport", httpTypes,
        hummingbird, nioCore, nioEmbedded,
      ]),
    .testTarget(name: "RepositoryTests"),
    .testTarget(
      name: "RunEndToEndTests",
      dependencies: [
        "Custody", "EndToEndSupport", "Ledger", "Localnet", "ObjectHost", "SomaCrypto", "SomaTypes",
        "Steward", "TestSupport", "steward",
      ]),
    .testTarget(
      name: "SomaCryptoTests",
      dependencies: ["CSodium", "Diagnostics", "SomaCrypto", "TestSupport"],
      resources: [.copy("Vectors")]),
    .testTarget(
      name: "SomaClientTests",
      dependencies: [
        "BCS", "Diagnostics", "FaultServer", "SomaClient", "SomaCrypto", "SomaProto", "SomaTypes",
        "SomaWire", "TestSupport", "WireVectors", grpc, grpcHTTP2, protobuf,
      ]),
    .testTarget(
      name: "SomaProtoTests", dependencies: ["SomaCrypto", "SomaProto", grpc, protobuf],
      resources: [.copy("Vectors")]),
    .testTarget(
      name: "SomaTypesTests",
      dependencies: ["BCS", "Diagnostics", "SomaCrypto", "SomaTypes", "TestSupport"],
      resources: [.copy("Vectors")]),
    .testTarget(
      name: "SomaWireTests",
      dependencies: [
        "BCS", "Diagnostics", "SomaCrypto", "SomaProto", "SomaTypes", "SomaWire", "TestSupport",
        "WireVectors", protobuf,
      ]),
    // Writes until it is killed.
    .executableTarget(
      name: "StateStoreWriter", dependencies: ["SomaCrypto", "SomaTypes", "StateStore"],
      path: "Tests/StateStoreWriter"),
    .testTarget(
      name: "StateStoreTests",
      dependencies: [
        "CLinux", "Diagnostics", "SomaCrypto", "SomaTypes", "StateStore", "StateStoreWriter",
        "TestSupport", grdb,
      ],
      resources: [.copy("Schemas")]),
    .testTarget(
      name: "StewardCommandsTests",
      dependencies: [
        "Diagnostics", "Lifecycle", "Manifest", "SomaCrypto", "SomaTypes", "Steward",
        "StewardCommands", "TestSupport",
      ],
      exclude: ["Golden"]),
    .testTarget(
      name: "StewardTests",
      dependencies: [
        "Hosting", "Lifecycle", "Manifest", "SomaCrypto", "SomaTypes", "StateStore", "Steward",
        "TestSupport", "Weights",
      ]),
    .testTarget(
      name: "WeightsTests",
      dependencies: ["BCS", "Diagnostics", "SomaCrypto", "SomaTypes", "TestSupport", "Weights"],
      resources: [.copy("Vectors")]),
    .testTarget(name: "YAMLTreeTests", dependencies: ["Diagnostics", "YAMLTree"]),
  ],
  swiftLanguageModes: [.v6]
)

// libFuzzer's runtime is linked only by scripts/fuzz, so other builds never see these.
if Context.environment["STEWARD_FUZZ"] != nil {
  package.targets += [
    .systemLibrary(name: "CLibFuzzer", path: "Tests/Fuzzing/CLibFuzzer"),
    .executableTarget(
      name: "FuzzTargets",
      dependencies: [
        "BCS", "CLibFuzzer", "Custody", "Diagnostics", "Hosting", "Manifest", "SomaCrypto",
        "SomaProto",
        "SomaTypes", "SomaWire", "Weights", "YAMLTree", protobuf,
      ],
      path: "Tests/Fuzzing/FuzzTargets"),
  ]
  package.products.append(.executable(name: "fuzz-targets", targets: ["FuzzTargets"]))
}

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  ]
  // Nobody can mend a warning in generated code.
  if target.name != "SomaProto" {
    target.swiftSettings?.append(.treatAllWarnings(as: .error))
  }
}
