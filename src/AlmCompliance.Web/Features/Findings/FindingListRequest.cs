using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.Features.Findings;

internal enum FindingState
{
    Open = 0,
    Closed,
}

/// <summary>How near the due date is.</summary>
internal enum FindingDue
{
    Any = 0,
    Overdue,

    /// <summary>Within a week.</summary>
    Soon,

    /// <summary>After that.</summary>
    Later,
}

internal enum OwnerKind
{
    Any = 0,
    Nobody,

    /// <summary>The reader.</summary>
    Me,
    Person,
}

/// <summary>Whose findings.</summary>
/// <param name="Person">The person's id where <paramref name="Kind"/> is <see cref="OwnerKind.Person"/>.</param>
internal readonly record struct OwnerChoice(OwnerKind Kind, Guid Person)
{
    public static OwnerChoice Of(Guid person) => new(OwnerKind.Person, person);

    /// <summary>As it stands in an address; null for any.</summary>
    public string? Text => Kind switch
    {
        OwnerKind.Nobody => "nobody",
        OwnerKind.Me => "me",
        OwnerKind.Person => Person.ToString(),
        _ => null,
    };

    public static OwnerChoice Read(RequestFields fields, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return default;
        }

        if (Guid.TryParse(text, out var id))
        {
            return Of(id);
        }

        switch (text.Trim().ToUpperInvariant())
        {
            case "NOBODY":
                return new OwnerChoice(OwnerKind.Nobody, default);
            case "ME":
                return new OwnerChoice(OwnerKind.Me, default);
            default:
                fields.Fail("owner", "nobody, me, or the id of a person.");
                return default;
        }
    }
}

internal enum FindingSort
{
    Due = 0,
    Opened,
    Rule,
    Host,
    Zone,
}

/// <summary>One page of findings in an order.</summary>
internal sealed record FindingListRequest
{
    /// <summary>Any part of the host's name, address, domain or owner.</summary>
    public string? Search { get; init; }
    public IReadOnlyList<RuleId> Rules { get; init; } = [];

    /// <summary>Ids or names, or <c>-</c> for hosts without a zone.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>The advisory whose findings are meant, with those that are about none; null for all.</summary>
    public string? Advisory { get; init; }
    public OwnerChoice Owner { get; init; }
    public FindingState State { get; init; }
    public FindingDue Due { get; init; }
    public FindingSort Sort { get; init; }
    public bool Descending { get; init; }
    public PageOf Page { get; init; } = new(1, PageOf.DefaultSize);

    /// <summary>Also counts how many of them have an owner: one statement more.</summary>
    public bool CountsOwned { get; init; }

    public static FindingListRequest Read(RequestFields fields, FindingListQuery query)
    {
        var sort = query.Sort;
        var descending = sort?.StartsWith('-') ?? false;
        return new FindingListRequest
        {
            Search = fields.Text("q", query.Search),
            Rules = fields.Names("rule", query.Rule, RuleId.Unknown),
            Zones = fields.Zones(query.Zone),
            Advisory = fields.Text("advisory", query.Advisory),
            Owner = OwnerChoice.Read(fields, query.Owner),
            State = fields.Choice<FindingState>("state", query.State),
            Due = fields.Choice<FindingDue>("due", query.Due),
            Sort = fields.Choice<FindingSort>("sort", descending ? sort![1..] : sort),
            Descending = descending,
            Page = PageOf.Read(fields, query.Page, query.PageSize),
        };
    }
}
