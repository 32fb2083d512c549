using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.Features.Agents;

internal enum EnrollmentTokenState
{
    Usable = 0,
    UsedUp,
    Expired,
    Revoked,
}

/// <summary>An enrolment token without its secret.</summary>
/// <param name="Hint">Its first characters.</param>
internal sealed record EnrollmentTokenItem(
    Guid Id,
    string Hint,
    Guid? ZoneId,
    string? ZoneName,
    int Uses,
    int MaxUses,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? RevokedAt,
    EnrollmentTokenState State);

/// <summary>An enrolment that waits for a person; names and addresses are hostile text.</summary>
/// <param name="ExistingHostId">The host known under the same machine id, if it is in the actor's sight.</param>
/// <param name="TokenHint">Null where a person brought the request as a file.</param>
/// <param name="CanAnswer">Whether the agent sent a secret with which it can fetch the answer, or needs none.</param>
/// <param name="AskedBy">Who brought it as a file.</param>
/// <param name="PublicKey">Of its files; null where it has none.</param>
internal sealed record PendingEnrollmentItem(
    Guid Id,
    string MachineId,
    string HostName,
    string? PeerAddress,
    string? TokenHint,
    Guid? ZoneId,
    string? ZoneName,
    DateTimeOffset RequestedAt,
    Guid? ExistingHostId,
    string? ExistingHostName,
    DateTimeOffset? ExistingLastContactAt,
    bool CanAnswer,
    string? AskedBy,
    string? PublicKey)
{
    public bool IsOffline => TokenHint is null;

    /// <summary>What the person compares with what the agent shows; null where there is nothing to compare.</summary>
    public string? Fingerprint => AgentPublicKey.Read(PublicKey) is { } key ? AgentPublicKey.Shown(key.Fingerprint) : null;
}

internal sealed record AgentListRequest
{
    /// <summary>Any part of the host's name, address, domain or owner.</summary>
    public string? Search { get; init; }

    /// <summary>Only those without contact for a week.</summary>
    public bool Silent { get; init; }

    /// <summary>Latest contact first; else the longest silent one.</summary>
    public bool LatestFirst { get; init; }
    public PageOf Page { get; init; } = new(1, PageOf.DefaultSize);

    public static AgentListRequest Read(RequestFields fields, string? q, string? silent, string? sort, string? page, string? pageSize)
    {
        if (sort is not (null or "" or "lastContact" or "-lastContact"))
        {
            fields.Fail("sort", "Known values: lastContact, -lastContact.");
        }

        return new AgentListRequest
        {
            Search = fields.Text("q", q),
            Silent = fields.Flag("silent", silent),
            LatestFirst = sort is "-lastContact",
            Page = PageOf.Read(fields, page, pageSize),
        };
    }
}

/// <param name="Total">Hosts that match.</param>
/// <param name="Silent">Of the hosts that match the search, those without contact for a week.</param>
internal sealed record AgentListing(IReadOnlyList<AgentItem> Items, int Total, int Silent);

/// <param name="FileAt">When its evidence was collected, where that came as a file.</param>
/// <param name="HasKey">Whether a key of it is valid.</param>
/// <param name="MaySend">Whether it has one for reports that it sends itself.</param>
/// <param name="IsContested">Whether two machines use its identity.</param>
internal sealed record AgentItem(
    Guid HostId,
    string HostName,
    Guid? ZoneId,
    string? ZoneName,
    DateTimeOffset EnrolledAt,
    DateTimeOffset? LastContactAt,
    string? AgentVersion,
    string? AgentPlatform,
    bool IsSilent,
    DateTimeOffset? FileAt,
    bool HasKey,
    bool MaySend,
    bool IsContested);
