using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Domain.Rules;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>A filter's hosts and lines, read as they are written out; holds its connection until it is disposed.</summary>
internal sealed class HostExport(AlmDbContext db, IQueryable<HostListItem>? hosts, IReadOnlyList<HostListItem> lines, bool linesFirst, DateTimeOffset now) : IAsyncDisposable
{
    public DateTimeOffset Now => now;

    public IAsyncEnumerable<HostExportRow> Rows()
    {
        var ofLines = lines.Select(l => new HostExportRow { Host = l, Findings = [] }).ToAsyncEnumerable();
        if (hosts is null)
        {
            return ofLines;
        }

        var ofHosts = hosts
            .Select(h => new HostExportRow
            {
                Host = h,
                Findings = db.FindingsOpen(now).Where(f => f.HostId == h.Id).Select(f => new ExportedFinding { Rule = f.Rule, DueAt = f.DueAt }).ToList(),
            })
            .AsAsyncEnumerable();
        return linesFirst ? ofLines.Concat(ofHosts) : ofHosts.Concat(ofLines);
    }

    public ValueTask DisposeAsync() => db.DisposeAsync();
}

internal sealed class HostExportRow
{
    public required HostListItem Host { get; init; }
    public required List<ExportedFinding> Findings { get; init; }
}

internal sealed class ExportedFinding
{
    public required RuleId Rule { get; init; }
    public required DateTimeOffset DueAt { get; init; }
}
