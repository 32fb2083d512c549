using System.Globalization;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.Features.Trail;

/// <summary>One page of the trail, the newest first: every field narrows.</summary>
internal sealed record TrailRequest
{
    /// <summary>A person, a token, an agent, the server itself, or somebody unknown.</summary>
    public ActorKind? Kind { get; init; }

    /// <summary>The exact name of who acted.</summary>
    public string? Who { get; init; }
    public string? Action { get; init; }

    /// <summary>What kind of thing was acted on.</summary>
    public string? On { get; init; }

    /// <summary>The thing: its id, a host's or zone's name, a person's address, a decision's number.</summary>
    public string? Subject { get; init; }

    /// <summary>Zones by id or name, or <c>-</c> for hosts without one.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];
    public DateTimeOffset? From { get; init; }

    /// <summary>Up to this moment, itself not included.</summary>
    public DateTimeOffset? To { get; init; }
    public PageOf Page { get; init; } = new(1, PageOf.DefaultSize);

    public bool IsFiltered => Kind is not null || Who is not null || Action is not null || On is not null || Subject is not null || Zones.Count > 0 || From is not null || To is not null;

    public static TrailRequest Read(RequestFields fields, TrailQuery query)
    {
        var kinds = fields.Names<ActorKind>("kind", [query.Kind]);
        var from = Moment(fields, "from", query.From);
        var to = Moment(fields, "to", query.To);
        if (from >= to)
        {
            fields.Fail("to", "This is not after from.");
        }

        return new TrailRequest
        {
            Kind = kinds.Count == 1 ? kinds[0] : null,
            Who = fields.Text("who", query.Who)?.Trim(),
            Action = OneOf(fields, "action", query.Action, TrailAction.All),
            On = OneOf(fields, "on", query.On, TrailSubject.All),
            Subject = fields.Text("subject", query.Subject)?.Trim(),
            Zones = fields.Zones(query.Zone),
            From = from,
            To = to,
            Page = PageOf.Read(fields, query.Page, query.PageSize),
        };
    }

    private static string? OneOf(RequestFields fields, string field, string? value, IReadOnlyList<string> known)
    {
        if (string.IsNullOrEmpty(value) || known.Contains(value))
        {
            return string.IsNullOrEmpty(value) ? null : value;
        }

        fields.Fail(field, $"Known values: {string.Join(", ", known)}.");
        return null;
    }

    // The end of a stretch may lie ahead: "until tonight" is no mistake.
    private static DateTimeOffset? Moment(RequestFields fields, string field, string? value) =>
        fields.PastTime(field, value, DateTimeOffset.MaxValue.AddYears(-1)) is { } time && time.Year < 9000 ? time : null;

    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}
