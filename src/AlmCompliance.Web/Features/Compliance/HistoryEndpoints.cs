using System.ComponentModel;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AlmCompliance.Web.Features.Compliance;

/// <summary><c>GET /compliance/time-to-patch</c>, <c>/compliance/daily-counts</c>.</summary>
internal static class HistoryEndpoints
{
    private const string From = "Since when (ISO 8601); 90 days before the end if absent.";
    private const string To = "Until when (ISO 8601); now if absent.";
    private const string Advisory = "The advisory; the product note's if absent.";
    private const string Zone = "Zones by id or name, - for hosts without one; repeated or separated by commas.";
    private static readonly TimeSpan s_usual = TimeSpan.FromDays(90);

    public static void MapHistory(this IEndpointRouteBuilder reads)
    {
        reads.MapGet("/compliance/time-to-patch", TimeToPatchAsync)
            .WithName("GetTimeToPatch")
            .WithSummary("How long hosts took from the first evidence of a missing update until it was in force: median and 90th percentile by zone.")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden);
        reads.MapGet("/compliance/daily-counts", DailyCountsAsync)
            .WithName("GetDailyCounts")
            .WithSummary("Hosts by zone and status at the end of each day (24:00 UTC), for trends.")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden);
    }

    private static async Task<Results<Ok<TimeToPatchAnswer>, ValidationProblem>> TimeToPatchAsync(
        [Description(From)] string? from,
        [Description(To)] string? to,
        [Description(Advisory)] string? advisory,
        [FromQuery(Name = "zone"), Description(Zone)] string[]? zone,
        Actor actor,
        HistoryQueries history,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var asked = new Asked(new RequestFields(), from, to, advisory, zone, clock.GetUtcNow());
        if (!asked.Fields.IsValid)
        {
            return asked.Fields.Problem();
        }

        var found = await history.TimeToPatchAsync(actor, asked.Advisory, asked.From, asked.To, asked.Zones, cancellationToken);
        return found.UnknownZones.Count > 0 ? asked.Fields.NoSuchZone() : TypedResults.Ok(TimeToPatchAnswer.Of(asked.Advisory, asked.From, asked.To, found));
    }

    private static async Task<Results<Ok<DailyCountsAnswer>, ValidationProblem>> DailyCountsAsync(
        [Description(From)] string? from,
        [Description(To)] string? to,
        [Description(Advisory)] string? advisory,
        [FromQuery(Name = "zone"), Description(Zone)] string[]? zone,
        Actor actor,
        HistoryQueries history,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var asked = new Asked(new RequestFields(), from, to, advisory, zone, clock.GetUtcNow());
        if (!asked.Fields.IsValid)
        {
            return asked.Fields.Problem();
        }

        var found = await history.DailyCountsAsync(
            actor, asked.Advisory, DateOnly.FromDateTime(asked.From.UtcDateTime), DateOnly.FromDateTime(asked.To.UtcDateTime), asked.Zones, cancellationToken);
        return found.UnknownZones.Count > 0 ? asked.Fields.NoSuchZone() : TypedResults.Ok(DailyCountsAnswer.Of(asked.Advisory, found));
    }

    /// <summary>The fields that both take.</summary>
    private sealed class Asked
    {
        public Asked(RequestFields fields, string? from, string? to, string? advisory, string[]? zone, DateTimeOffset now)
        {
            Fields = fields;
            To = fields.PastTime("to", to, now) ?? now;
            From = fields.PastTime("from", from, now) ?? To - s_usual;
            Advisory = fields.Text("advisory", advisory) ?? ProductNote57252401.Id.Value;
            Zones = fields.Zones(zone);
            if (fields.IsValid && From >= To)
            {
                fields.Fail("from", "Before the end.");
            }
        }

        public RequestFields Fields { get; }
        public DateTimeOffset From { get; }
        public DateTimeOffset To { get; }
        public string Advisory { get; }
        public IReadOnlyList<string> Zones { get; }
    }
}

/// <summary>How quickly hosts were patched, as the API says it.</summary>
/// <param name="All">Null where nothing was patched in that time.</param>
internal sealed record TimeToPatchAnswer(string AdvisoryId, DateTimeOffset From, DateTimeOffset To, PatchTimesAnswer? All, IReadOnlyList<PatchTimesAnswer> Zones)
{
    public static TimeToPatchAnswer Of(string advisory, DateTimeOffset from, DateTimeOffset to, PatchHistory history) => new(
        advisory,
        from,
        to,
        history.All is { } all ? PatchTimesAnswer.Of(null, all) : null,
        [.. history.Zones.Select(z => PatchTimesAnswer.Of(z.Zone, z.Times))]);
}

/// <param name="Zone">Null for hosts without a zone, and for all together.</param>
/// <param name="Hosts">How many patches were counted.</param>
/// <param name="MedianDays">Half of them took no longer.</param>
/// <param name="Percentile90Days">Nine in ten took no longer.</param>
internal sealed record PatchTimesAnswer(string? Zone, int Hosts, double MedianDays, double Percentile90Days)
{
    public static PatchTimesAnswer Of(string? zone, PatchTimes times) =>
        new(zone, times.Hosts, Math.Round(times.Median.TotalDays, 3), Math.Round(times.Percentile90.TotalDays, 3));
}

/// <summary>Counts by day, zone and status, as the API says them.</summary>
internal sealed record DailyCountsAnswer(string AdvisoryId, IReadOnlyList<DailyCountAnswer> Days)
{
    public static DailyCountsAnswer Of(string advisory, CountHistory history) =>
        new(advisory, [.. history.Counts.Select(c => new DailyCountAnswer(c.Count.Day, c.Zone, c.Count.Status, c.Count.IsExposed, c.Count.Hosts))]);
}

/// <param name="Day">The day at whose end (24:00 UTC) it was counted.</param>
/// <param name="Zone">Null for hosts without a zone.</param>
/// <param name="Exposed">NonCompliant, Waived, or Unknown after one of these.</param>
internal sealed record DailyCountAnswer(DateOnly Day, string? Zone, ComplianceStatus Status, bool Exposed, int Hosts);
