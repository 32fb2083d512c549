using AlmCompliance.Data.Decisions;
using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.Features.Decisions;

internal enum DecisionView
{
    All = 0,

    /// <summary>Requests of others, which the reader may say yes or no to.</summary>
    Waiting,

    /// <summary>In force, and over within 30 days.</summary>
    Expiring,

    /// <summary>Asked for by the reader.</summary>
    Mine,

    /// <summary>Asked for or decided by others, since a moment where one is given.</summary>
    Others,
}

/// <summary>One page of decisions, the newest first; those that expire by their end.</summary>
internal sealed record DecisionListRequest
{
    public DecisionView View { get; init; }
    public IReadOnlyList<DecisionKind> Kinds { get; init; } = [];
    public IReadOnlyList<DecisionState> States { get; init; } = [];

    /// <summary>Only those about this host.</summary>
    public Guid? Host { get; init; }

    /// <summary>Only what happened after this moment; of <see cref="DecisionView.Others"/> only.</summary>
    public DateTimeOffset? Since { get; init; }
    public PageOf Page { get; init; } = new(1, PageOf.DefaultSize);

    /// <summary>It leaves some decisions out.</summary>
    public bool IsFiltered => View != DecisionView.All || Kinds.Count > 0 || States.Count > 0 || Host is not null;

    public static DecisionListRequest Read(
        RequestFields fields, string? view, IEnumerable<string?>? kind, IEnumerable<string?>? state, string? host, string? since, string? page, string? pageSize)
    {
        Guid? id = Guid.TryParse(host, out var given) ? given : null;
        if (!string.IsNullOrEmpty(host) && id is null)
        {
            fields.Fail("host", "The id of a host.");
        }

        return new DecisionListRequest
        {
            View = fields.Choice<DecisionView>("view", view),
            Kinds = fields.Names("kind", kind, DecisionKind.Unknown),
            States = fields.Names("state", state, DecisionState.Unknown),
            Host = id,
            Since = fields.PastTime("since", since, DateTimeOffset.MaxValue),
            Page = PageOf.Read(fields, page, pageSize),
        };
    }
}
