using AlmCompliance.Data.Decisions;
using AlmCompliance.Web.Components;
using static AlmCompliance.Web.Components.ListAddress;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary>Writes addresses of decisions: only what differs from the plain list.</summary>
internal static class DecisionsAddress
{
    public static string Of(string reference) => $"/decisions/{reference}";

    public static string File(string reference) => $"/api/v1/decisions/{reference}/file";

    public static string New(DecisionKind kind) => $"/decisions/new?kind={kind}";

    public static string Extend(string reference) => $"/decisions/new?extends={reference}";

    public static string Page(DecisionListRequest request)
    {
        List<string> fields = [];
        if (request.View is not DecisionView.All)
        {
            fields.Add($"view={request.View}");
        }

        fields.AddRange(request.Kinds.Select(k => $"kind={k}"));
        fields.AddRange(request.States.Select(s => $"state={s}"));
        if (request.Host is { } host)
        {
            fields.Add($"host={host}");
        }

        if (request.Since is { } since)
        {
            fields.Add(Field("since", HostsAddress.Moment(since)));
        }

        fields.AddRange(Pages(request.Page));
        return Join("/decisions", fields);
    }
}
