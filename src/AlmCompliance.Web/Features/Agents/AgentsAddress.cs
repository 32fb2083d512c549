using static AlmCompliance.Web.Components.ListAddress;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>Writes the address of a list of agents: only what differs from the plain one.</summary>
internal static class AgentsAddress
{
    public static string Page(AgentListRequest request)
    {
        List<string> fields = [];
        if (request.Search is { } search)
        {
            fields.Add(Field("q", search));
        }

        if (request.Silent)
        {
            fields.Add("silent=true");
        }

        if (request.LatestFirst)
        {
            fields.Add("sort=-lastContact");
        }

        fields.AddRange(Pages(request.Page));
        return Join("/agents", fields);
    }
}
