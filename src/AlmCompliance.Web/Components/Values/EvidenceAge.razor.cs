using System.Globalization;
using AlmCompliance.Domain.Inventory;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Components.Values;

/// <summary>How old evidence is, as words over a bar that fills up to its own limit.</summary>
public sealed partial class EvidenceAge
{
    /// <summary>When the evidence was true; null where there never was any.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset? At { get; set; }

    [Parameter]
    public EvidenceOrigin Origin { get; set; } = EvidenceOrigin.Agent;

    [Parameter]
    public FreshnessLimits Limits { get; set; } = FreshnessLimits.Default;

    private TimeSpan? Age => At is { } at ? Clock.GetUtcNow() - at : null;

    private TimeSpan Limit => Limits.For(Origin);

    private bool IsStale => Age is not { } age || age >= Limit;

    private bool FromFile => At is not null && Origin is EvidenceOrigin.SignedFile or EvidenceOrigin.RawExport or EvidenceOrigin.Typed;

    private string Words => Age is { } age ? TimeWords.Age(age) : Text["Never"];

    private string Share => IsStale
        ? "100"
        : Math.Max(1, 100 * (Age!.Value / Limit)).ToString("0", CultureInfo.InvariantCulture);

    private string Title => At is { } at
        ? Text["Age.Title", TimeWords.Full(at, Clock.LocalTimeZone, CultureInfo.CurrentCulture), TimeWords.Age(Limit)]
        : Text["Age.NeverTitle"];
}
