namespace AlmCompliance.Contracts;

/// <summary>What an agent sends once to become known: <c>POST /api/v1/agents</c>.</summary>
public sealed class EnrollAgentRequest
{
    /// <summary>The secret that an administrator handed out. Required.</summary>
    public string? EnrollmentToken { get; set; }

    /// <summary>The same opaque identity that the host's reports will carry. Required.</summary>
    public string? MachineId { get; set; }

    /// <summary>The computer name. Required.</summary>
    public string? HostName { get; set; }

    /// <summary>A secret of the agent's own choice that lets it, and only it, ask again while a person decides.</summary>
    public string? RequestSecret { get; set; }

    /// <summary>The agent's public key for signed inventory files (PEM or base64 SubjectPublicKeyInfo).</summary>
    public string? PublicKey { get; set; }
}

/// <summary>The answer 201 to an enrolment. The key is told this once and stored only as a digest.</summary>
public sealed class EnrollAgentResponse
{
    /// <summary>The host's identity on the server, a UUID.</summary>
    public string? HostId { get; set; }

    /// <summary>The bearer secret for the host's reports.</summary>
    public string? AgentKey { get; set; }
}

/// <summary>The answer 202 to an enrolment that waits for a person.</summary>
public sealed class EnrollmentPendingResponse
{
    /// <summary>Always <c>pending</c>.</summary>
    public string? Status { get; set; }

    /// <summary>Why a person must decide, one sentence.</summary>
    public string? Reason { get; set; }

    /// <summary>After how many seconds to ask again.</summary>
    public int RetryAfterSeconds { get; set; }
}

/// <summary>The answer 202 to an inventory report: it is stored and assessed.</summary>
public sealed class InventoryReportAccepted
{
    /// <summary>The report's own id, a UUID.</summary>
    public string? ReportId { get; set; }

    /// <summary>The host's identity on the server, a UUID.</summary>
    public string? HostId { get; set; }

    /// <summary>Always true; what is not accepted is answered by problem details.</summary>
    public bool Accepted { get; set; }

    /// <summary>What this host is asked to probe; empty unless the site switched probes on.</summary>
    public ProbeTarget[]? ProbeTargets { get; set; }

    /// <summary>Whether the agent's key has grown old: it is asked to fetch a new one from <c>POST /api/v1/agents/self/key</c>.</summary>
    public bool RotateKey { get; set; }
}

/// <summary>
/// The answer 201 to an agent that asks for a new key by its present one, which stays good until the new one was used for the
/// first time. Asked again before, another one takes the new one's place.
/// </summary>
public sealed class AgentKeyResponse
{
    /// <summary>The new bearer secret, told this once and stored only as a digest.</summary>
    public string? AgentKey { get; set; }
}

/// <summary>An address and port that a host is asked to try to connect to.</summary>
public sealed class ProbeTarget
{
    /// <summary>The address, IPv4 or IPv6.</summary>
    public string? Address { get; set; }

    /// <summary>The TCP port, 1 to 65535.</summary>
    public int Port { get; set; }

    /// <summary>So many seconds after this answer, by no clock, so that hosts whose clocks are wrong still meet; 0 is at once.</summary>
    public int AfterSeconds { get; set; }
}
