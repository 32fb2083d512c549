using AlmCompliance.Web.Access;

namespace AlmCompliance.Web.Live;

/// <summary>What the rail tells of the plant.</summary>
/// <param name="Overdue">Hosts with something overdue, as the overview counts them.</param>
internal sealed record ShellFigure(int Overdue);

/// <summary>The rail's part of the figures that all circuits of the same sight share: no reading of its own.</summary>
/// <param name="known">What was read last, without reading; null where nothing was.</param>
/// <param name="read">What is true now, as old as the shared figures may be.</param>
internal sealed class ShellFigures(Func<Actor, ShellFigure?> known, Func<Actor, CancellationToken, Task<ShellFigure>> read)
{
    public ShellFigure? Known(Actor actor) => known(actor);

    public Task<ShellFigure> ReadAsync(Actor actor, CancellationToken cancellationToken) => read(actor, cancellationToken);
}
