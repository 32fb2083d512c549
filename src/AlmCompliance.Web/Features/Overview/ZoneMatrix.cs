namespace AlmCompliance.Web.Features.Overview;

/// <summary>Puts what was counted by zone into the rows of the matrix.</summary>
internal static class ZoneMatrix
{
    public static IReadOnlyList<ZoneFigures> Of(List<StatusesOfZone> statuses, List<FindingsOfZone> findings, List<LinesOfZone> lines)
    {
        var named = statuses.Select(s => (s.ZoneId, s.ZoneName, s.Site)).Concat(lines.Where(l => l.NeverEnrolled > 0).Select(l => (l.ZoneId, l.ZoneName, l.Site)));
        return [.. named.DistinctBy(z => z.ZoneId)
            .OrderBy(z => z.ZoneId is null).ThenBy(z => z.Site, StringComparer.OrdinalIgnoreCase).ThenBy(z => z.ZoneName, StringComparer.OrdinalIgnoreCase)
            .Select(zone =>
            {
                var inZone = statuses.Where(s => s.ZoneId == zone.ZoneId).ToList();
                var neverEnrolled = lines.Where(l => l.ZoneId == zone.ZoneId).Sum(l => l.NeverEnrolled);
                return new ZoneFigures(
                    zone.ZoneId,
                    zone.ZoneName,
                    zone.Site,
                    inZone.Sum(s => s.Hosts),
                    neverEnrolled,
                    inZone.Where(s => s.IsCovered).Sum(s => s.Hosts),
                    neverEnrolled + inZone.Where(s => s.IsInScope).Sum(s => s.Hosts),
                    inZone.Min(s => s.OldestEvidence),
                    findings.Where(f => f.ZoneId == zone.ZoneId).ToDictionary(f => f.Rule, f => new RuleCell(f.Hosts, f.Overdue, f.DueSoon)));
            })];
    }
}
