namespace AlmCompliance.Data.Inventory;

/// <summary>A line of the plant's own list of hosts; one that never reported is Unknown and counts.</summary>
public sealed class ExpectedHost
{
    public Guid Id { get; set; } = Guid.CreateVersion7();
    public required string Name { get; set; }
    public required string NameKey { get; set; }
    public required string Owner { get; set; }
    public Guid? ZoneId { get; set; }

    /// <summary>What the machine is there for, in the plant's own words; it decides nothing.</summary>
    public string? Role { get; set; }

    /// <summary>Where the list gives one; it finds no host by itself.</summary>
    public string? Address { get; set; }
    public DateTimeOffset ListedAt { get; set; }

    /// <summary>The list it came with; null where a person typed it.</summary>
    public Guid? ImportId { get; set; }

    /// <summary>The host that enrolled under this name; null until one did.</summary>
    public Guid? HostId { get; set; }
}

/// <summary>A list of hosts that somebody imported.</summary>
public sealed class ExpectedHostImport
{
    public Guid Id { get; set; } = Guid.CreateVersion7();
    public required string FileName { get; set; }

    /// <summary>SHA-256 of the file.</summary>
    public required byte[] Digest { get; set; }

    /// <summary>Who answers for the list.</summary>
    public required string Owner { get; set; }
    public required string ImportedBy { get; set; }
    public DateTimeOffset ImportedAt { get; set; }
    public int Lines { get; set; }
    public int Added { get; set; }
    public int Changed { get; set; }
}
