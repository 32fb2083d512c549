namespace AlmCompliance.Web.Features.Overview;

/// <summary>Puts what was counted by zone into the rows of the matrix; a zone without any host, expected ones included, has none.</summary>
internal static class ZoneMatrix
{
    public static IReadOnlyList<ZoneFigures> Of(List<StatusesOfZone> statuses, List<FindingsOfZone> findings, List<ZoneLines> lines)
    {
        var zones = lines.ToDictionary(l => l.ZoneId ?? Guid.Empty);
        var filled = statuses.Select(s => s.ZoneId).Concat(lines.Where(l => l.NeverEnrolled > 0).Select(l => l.ZoneId)).Distinct();
        return [.. filled
            .Select(id => Row(id, zones.GetValueOrDefault(id ?? Guid.Empty), [.. statuses.Where(s => s.ZoneId == id)], [.. findings.Where(f => f.ZoneId == id)]))
            .OrderBy(z => z.Id is null).ThenBy(z => z.Site, StringComparer.OrdinalIgnoreCase).ThenBy(z => z.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private static ZoneFigures Row(Guid? id, ZoneLines? zone, List<StatusesOfZone> statuses, List<FindingsOfZone> findings)
    {
        var neverEnrolled = zone?.NeverEnrolled ?? 0;
        return new ZoneFigures(
            id,
            zone?.Name,
            zone?.Site,
            neverEnrolled + statuses.Sum(s => s.Hosts),
            neverEnrolled,
            statuses.Where(s => s.IsCovered).Sum(s => s.Hosts),
            neverEnrolled + statuses.Where(s => s.IsInScope).Sum(s => s.Hosts),
            statuses.Min(s => s.OldestEvidence),
            findings.GroupBy(f => f.Rule).ToDictionary(g => g.Key, g => new RuleCell(g.Sum(f => f.Hosts), g.Sum(f => f.Overdue), g.Sum(f => f.DueSoon))));
    }
}
