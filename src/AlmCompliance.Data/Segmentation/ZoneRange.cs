namespace AlmCompliance.Data.Segmentation;

/// <summary>A network that belongs to a zone. Of the ranges that hold an address the one with the longest prefix wins.</summary>
public sealed class ZoneRange
{
    public Guid Id { get; set; } = Guid.CreateVersion7();
    public Guid ZoneId { get; set; }

    /// <summary>The zone's, so that the database keeps ranges unique per site.</summary>
    public string SiteKey { get; set; } = "";

    /// <summary>As people write it: <c>10.20.0.0/16</c>.</summary>
    public required string Text { get; set; }

    /// <summary><see cref="AddressKey"/> of the first and the last address.</summary>
    public required string First { get; set; }
    public required string Last { get; set; }
    public int PrefixLength { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public required string CreatedBy { get; set; }

    /// <summary>Only addresses inside a confirmed range are ever probed.</summary>
    public DateTimeOffset? ConfirmedAt { get; set; }
    public string? ConfirmedBy { get; set; }
}

/// <summary>A span in which work on a zone's hosts is possible.</summary>
public sealed class StoredWindow
{
    public Guid Id { get; set; } = Guid.CreateVersion7();
    public Guid ZoneId { get; set; }
    public DateTimeOffset From { get; set; }
    public DateTimeOffset To { get; set; }
    public string Note { get; set; } = "";
    public DateTimeOffset CreatedAt { get; set; }
    public required string CreatedBy { get; set; }
}

/// <summary>A permitted path to the ALM port of a zone.</summary>
public sealed class StoredConduit
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Null: from outside the plant.</summary>
    public Guid? FromZoneId { get; set; }
    public Guid ToZoneId { get; set; }
    public int Port { get; set; }
    public required string Reason { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public required string CreatedBy { get; set; }
}
