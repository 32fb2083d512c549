using System.Globalization;
using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>Writes the address of a list of agents: only what differs from the plain one.</summary>
internal static class AgentsAddress
{
    public static string Page(AgentListRequest request)
    {
        List<string> fields = [];
        if (request.Search is { } search)
        {
            fields.Add($"q={Uri.EscapeDataString(search)}");
        }

        if (request.Silent)
        {
            fields.Add("silent=true");
        }

        if (request.LatestFirst)
        {
            fields.Add("sort=-lastContact");
        }

        if (request.Page.Page > 1)
        {
            fields.Add(string.Create(CultureInfo.InvariantCulture, $"page={request.Page.Page}"));
        }

        if (request.Page.Size != PageOf.DefaultSize)
        {
            fields.Add(string.Create(CultureInfo.InvariantCulture, $"pageSize={request.Page.Size}"));
        }

        return fields.Count == 0 ? "/agents" : $"/agents?{string.Join('&', fields)}";
    }
}
