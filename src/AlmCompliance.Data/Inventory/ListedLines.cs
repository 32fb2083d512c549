using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Inventory;

/// <summary>A line of the plant's own list as it stood at a moment, whether or not it still does.</summary>
public sealed class ListedLine
{
    /// <summary>The line's, whatever became of it.</summary>
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required string NameKey { get; init; }
    public required string Owner { get; init; }
    public required Guid? ZoneId { get; init; }
    public required string? Role { get; init; }
    public required DateTimeOffset ListedAt { get; init; }
    public required Guid? HostId { get; init; }
}

public static class ListedLines
{
    /// <summary>The plant's own list at a moment: taking a line off it later does not take it out of the past.</summary>
    public static IQueryable<ListedLine> LinesAsOf(this AlmDbContext db, DateTimeOffset moment)
    {
        var still = db.ExpectedHosts.AsNoTracking().Where(e => e.ListedAt <= moment).Select(e => new ListedLine
        {
            Id = e.Id,
            Name = e.Name,
            NameKey = e.NameKey,
            Owner = e.Owner,
            ZoneId = e.ZoneId,
            Role = e.Role,
            ListedAt = e.ListedAt,
            HostId = e.HostId,
        });
        var then = db.DelistedHosts.AsNoTracking().Where(d => d.ListedAt <= moment && d.DelistedAt > moment).Select(d => new ListedLine
        {
            Id = d.LineId,
            Name = d.Name,
            NameKey = d.NameKey,
            Owner = d.Owner,
            ZoneId = d.ZoneId,
            Role = d.Role,
            ListedAt = d.ListedAt,
            HostId = d.HostId,
        });
        return still.Concat(then);
    }
}
