public import SomaTypes

/// What should happen next, for every model: a value, easy to print and to compare.
public struct Plan: Equatable, Sendable {
  /// The epoch that it was made in; `nil` when no observation counts.
  public var epoch: Epoch?
  /// All steps, in the order in which they are to be done. Those that are due come as they are; those
  /// that wait say for what.
  public var steps: [Step]
  /// What a person must know now.
  public var risks: [Risk]
  /// What is lost.
  public var losses: [Loss]
  /// What is wrong without being a risk or a loss.
  public var problems: [Problem]

  /// Creates a plan.
  public init(
    epoch: Epoch?, steps: [Step] = [], risks: [Risk] = [], losses: [Loss] = [],
    problems: [Problem] = []
  ) {
    self.epoch = epoch
    self.steps = steps
    self.risks = risks
    self.losses = losses
    self.problems = problems
  }

  /// The steps that are due, in order.
  public var due: [Step] { steps.filter(\.isDue) }

  /// Whether everything is as declared and nothing is under way.
  public var isEmpty: Bool { steps.isEmpty && risks.isEmpty && losses.isEmpty && problems.isEmpty }
}
