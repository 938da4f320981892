import Diagnostics

/// An unattended `steward reconcile`, in the words of a scheduler.
struct ScheduledRun {
  /// How often at most, in minutes: what cron can say with one number.
  private static let steps: [UInt64] = [30, 20, 15, 12, 10, 6, 5, 4, 3, 2, 1]

  /// How long epochs are, in milliseconds.
  let epochMs: UInt64
  /// The program and its arguments, with absolute paths.
  let words: [String]
  /// The directory of the state.
  let state: String
  /// The file of the keyring.
  let keyring: String

  /// How often it runs, in minutes: each fiftieth of an epoch or oftener, from 1 to 30.
  var minutes: UInt64 {
    let most = epochMs / 50 / 60_000
    return Self.steps.first { $0 <= most } ?? 1
  }

  /// Whether a minute is longer than a fiftieth of an epoch.
  var isTooSlow: Bool { epochMs / 50 < 60_000 }

  private var rhythm: String {
    "Every \(minutes == 1 ? "minute" : "\(minutes) minutes"); an epoch lasts \(LocalTime.length(epochMs))."
  }

  /// A line for `crontab`.
  var cron: String {
    // cron takes a percent sign for the end of the command.
    let command = words.map(shellQuoted).joined(separator: " ").replacing("%", with: "\\%")
    return """
      # \(rhythm) What goes wrong is mailed. To install, add this line with:
      #     crontab -e
      */\(minutes) * * * * \(command) --progress none >/dev/null
      """
  }

  /// A service and its timer.
  var systemd: String {
    """
    # \(rhythm) To install, save these two files, and:
    #     systemctl --user daemon-reload
    #     systemctl --user enable --now steward.timer
    #     loginctl enable-linger
    # ~/.config/systemd/user/steward.service
    [Unit]
    Description=Steward: drive what was applied

    [Service]
    Type=oneshot
    ExecStart=\(words.enumerated().map { Self.systemdWord($1, isProgram: $0 == 0) }.joined(separator: " "))

    # ~/.config/systemd/user/steward.timer
    [Unit]
    Description=Steward, every \(minutes) min

    [Timer]
    OnCalendar=*:0/\(minutes)
    AccuracySec=10s
    Persistent=true

    [Install]
    WantedBy=timers.target
    """
  }

  /// A job of Kubernetes.
  func kubernetes(image: String) -> String {
    let (folder, file) = Self.split(keyring)
    func quoted(_ text: String) -> String { JSONView.quoted(text, isYAML: true) }
    return """
      # \(rhythm) To install: kubectl apply -f FILE. It needs:
      # - an image with this program at this path, and the files that the manifests name;
      # - a volume claim `steward-state` on a disk of one node, with the state;
      # - the keyring: kubectl create secret generic steward-keyring --from-file=\(shellQuoted(keyring))
      apiVersion: batch/v1
      kind: CronJob
      metadata:
        name: steward
      spec:
        schedule: "*/\(minutes) * * * *"
        concurrencyPolicy: Forbid
        jobTemplate:
          spec:
            backoffLimit: 0
            template:
              spec:
                restartPolicy: Never
                containers:
                  - name: steward
                    image: \(quoted(image))
                    command:
      \(words.map { "                - \(quoted($0.replacing("$(", with: "$$(")))" }.joined(separator: "\n"))
                    volumeMounts:
                      - name: state
                        mountPath: \(quoted(Self.split(state).folder))
                      - name: keyring
                        mountPath: \(quoted(folder))
                        readOnly: true
                volumes:
                  - name: state
                    persistentVolumeClaim:
                      claimName: steward-state
                  - name: keyring
                    secret:
                      secretName: steward-keyring
                      defaultMode: 0400
                      items:
                        - key: \(quoted(file))
                          path: \(quoted(file))
      """
  }

  /// A word of a command as systemd reads it (systemd.service, "Command lines").
  private static func systemdWord(_ word: String, isProgram: Bool) -> String {
    var text = word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("%", with: "%%")
    if !isProgram { text = text.replacing("$", with: "$$") }
    return word == shellQuoted(word) ? text : "\"\(text)\""
  }

  private static func split(_ path: String) -> (folder: String, file: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("/", path) }
    let folder = path[..<slash]
    return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
  }
}
