using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.Features.ExpectedHosts;

internal enum ExpectedState
{
    /// <summary>No host enrolled under this name; Unknown, and counted.</summary>
    NeverEnrolled = 0,

    /// <summary>Enrolled, and no report was ever accepted; Unknown, and counted.</summary>
    NeverReported,

    Reporting,

    /// <summary>Its host has left the plant.</summary>
    Decommissioned,
}

internal enum ExpectedView
{
    All = 0,

    /// <summary>Expected, and nothing is known of them.</summary>
    Silent,

    /// <summary>Hosts that enrolled and stand on no line.</summary>
    Unexpected,
}

internal sealed record ExpectedListRequest(ExpectedView View, PageOf Page);

/// <param name="Total">What the view holds.</param>
/// <param name="Lines">On the list, whatever the view.</param>
/// <param name="Silent">Of them those that never reported.</param>
/// <param name="Unexpected">Hosts on no line.</param>
internal sealed record ExpectedListing(IReadOnlyList<ExpectedItem> Items, int Total, int Lines, int Silent, int Unexpected, ImportItem? LastImport);

/// <param name="Id">Of the line; of the host where it stands on none.</param>
/// <param name="HostId">The host that enrolled under this name.</param>
internal sealed record ExpectedItem(Guid Id, string Name, string Owner, Guid? ZoneId, string? ZoneName, string? Address, string? Role, DateTimeOffset ListedAt, Guid? HostId, ExpectedState State, bool IsOnList);

/// <summary>A list that somebody imported.</summary>
/// <param name="Digest">SHA-256 of the file in lower-case hex.</param>
internal sealed record ImportItem(string FileName, string Digest, string Owner, string ImportedBy, DateTimeOffset ImportedAt, int Lines, int Added, int Changed);

/// <summary>What taking a file would do.</summary>
/// <param name="Lines">That can be read.</param>
/// <param name="Errors">While there is one, nothing of the file is taken: half a list would look complete.</param>
internal sealed record ImportPreview(string Digest, int Lines, int Added, int Changed, IReadOnlyList<ExpectedHostLine> First, IReadOnlyList<LineError> Errors)
{
    public bool CanBeTaken => Errors.Count == 0 && Lines > 0;
}

/// <summary>A list as it came.</summary>
/// <param name="Owner">Who answers for the list, and for lines that name nobody.</param>
internal sealed record ExpectedHostFile(string FileName, string Owner, byte[] Bytes);
