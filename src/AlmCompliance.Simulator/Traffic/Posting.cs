using AlmCompliance.Simulator.Plant;

namespace AlmCompliance.Simulator.Traffic;

/// <summary>One report on its way.</summary>
/// <param name="Host">Who sends it.</param>
/// <param name="Body">The body, given how long ago the first try was: each try writes the time at which it is sent.</param>
/// <param name="IsChanged">Its content differs from the host's one before.</param>
/// <param name="IsMalformed">No server may take it.</param>
internal sealed record Posting(SimulatedHost Host, Func<TimeSpan, byte[]> Body, bool IsChanged = false, bool IsMalformed = false);
