import ImgFlowValues

/// The methods of periods.
enum PeriodMethods {
  static let all: [Builtin] = [
    Builtin(
      "months", [.receiver(.period)], returns: .int,
      "Returns the whole period in months; a year has twelve.",
      examples: [("1y6mo.months()", "18")]
    ) { call in .int(call[0].asPeriod?.months ?? 0) }
  ]
}
