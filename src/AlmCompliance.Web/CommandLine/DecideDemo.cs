using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.Decisions;
using AlmCompliance.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.CommandLine;

/// <summary>What two people of the simulated plant decided: licence servers, risks accepted, hosts held by measures; and what waits for an approval.</summary>
internal sealed class DecideDemo(IServiceProvider services, Actor asking, Actor approving, DateTimeOffset now)
{
    private const string Owner = "T. Lindner";
    private static readonly DecisionFile s_rules = new("cell-firewall.txt", "text/plain", "deny tcp any any eq 4410"u8.ToArray());
    private static readonly DecisionFile s_browser = new("proxy-rules.txt", "text/plain", "allow *.plant.example; deny *"u8.ToArray());

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await DecideAsync(Request(DecisionKind.CatalogueReview, "Compared with the publisher's list.", 30), cancellationToken);
        foreach (var server in await NamesAsync(status: null, h => h.Name.StartsWith("LIC-SRV-") && h.ZoneId != null, 3, cancellationToken))
        {
            await DecideAsync(Request(DecisionKind.LicenceServerDeclaration, "Gives floating licences to the stations of its site.", 300, server), cancellationToken);
        }

        var shut = await NamesAsync(ComplianceStatus.NonCompliant, h => h.RemoteAccess == RemoteAccessState.Off && h.ZoneId != null, 6, cancellationToken);
        if (shut.Length > 0)
        {
            const string reason = "The line runs until its turnaround; a test of the update is booked.";
            await DecideAsync(Request(DecisionKind.UpdateDeferral, reason, 60, shut) with { Advisory = ProductNote57252401.Id.Value }, cancellationToken);
            await DecideAsync(Request(DecisionKind.Attestation, "The firewall of the cell blocks the port from every side.", 90, shut) with { Measure = ProtectiveMeasure.Port, File = s_rules }, cancellationToken);
            await DecideAsync(Request(DecisionKind.Attestation, "The proxy lets Internet Explorer reach the plant's own pages only.", 90, shut) with { Measure = ProtectiveMeasure.Browser, File = s_browser }, cancellationToken);
        }

        var open = await NamesAsync(ComplianceStatus.NonCompliant, h => h.RemoteAccess != RemoteAccessState.Off && h.ZoneId != null, 4, cancellationToken);
        if (open.Length > 1)
        {
            const string reason = "Validated stations of a product that ends this year; they are scrapped with it.";
            await DecideAsync(Request(DecisionKind.Waiver, reason, 45, open[..^1]) with { Advisory = ProductNote57252401.Id.Value }, cancellationToken);
            await AskAsync(Request(DecisionKind.Waiver, "Spare station, used twice a year.", 30, open[^1]) with { Advisory = ProductNote57252401.Id.Value }, cancellationToken);
        }
    }

    private DecisionRequest Request(DecisionKind kind, string reason, int days, params string[] hosts) =>
        new() { Kind = kind, Hosts = hosts, Reason = reason, Owner = Owner, ValidUntil = now.AddDays(days) };

    private async Task<string[]> NamesAsync(
        ComplianceStatus? status, System.Linq.Expressions.Expression<Func<Data.Inventory.Host, bool>> which, int most, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<AlmDbContext>>().CreateDbContextAsync(cancellationToken);
        var note = ProductNote57252401.Id.Value;
        var statuses = db.CurrentStatuses(now).Where(s => s.AdvisoryId == note && (status == null || s.Status == status));
        return await db.Hosts.Where(which).Where(h => statuses.Any(s => s.HostId == h.Id)).OrderBy(h => h.NameKey).Select(h => h.Name).Take(most).ToArrayAsync(cancellationToken);
    }

    private async Task DecideAsync(DecisionRequest request, CancellationToken cancellationToken)
    {
        var reference = await AskAsync(request, cancellationToken);
        Require(await services.GetRequiredService<ApproveDecision>().RunAsync(approving, reference, null, cancellationToken));
    }

    private async Task<string> AskAsync(DecisionRequest request, CancellationToken cancellationToken) =>
        Require(await services.GetRequiredService<RequestDecision>().RunAsync(asking, request, cancellationToken));

    private static string Require(DecisionOutcome outcome) =>
        outcome.Reference ?? throw new StartException(string.Join(' ', outcome.Refusals.Select(r => $"{r.Field}: {r.Key}")));
}
