namespace AlmCompliance.Web.Hosting;

/// <summary>How one server is started: what the command line says beside the configuration.</summary>
internal sealed record ServerOptions
{
    /// <summary>Where the SQLite database, its backups and the certificate stand.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Plain HTTP may be spoken beyond this machine.</summary>
    public bool Insecure { get; init; }

    /// <summary>HTTPS with a certificate of the server's own making.</summary>
    public bool Https { get; init; }

    /// <summary>Addresses to listen on; they win over configuration.</summary>
    public string? Urls { get; init; }

    /// <summary>The server's clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether jobs run by themselves.</summary>
    public bool Scheduler { get; init; } = true;

    /// <summary>Configuration beside appsettings and environment.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();
}
