namespace AlmCompliance.Web.Features.AuditReports.Sending;

/// <summary>How a connection to the mail server is protected.</summary>
internal enum MailSecurity
{
    /// <summary>STARTTLS, and no mail where the server does not offer it.</summary>
    StartTls = 0,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>None: for a mail server on this machine, or on a network that nobody else is on.</summary>
    None,
}

/// <summary>The site's mail server: section <c>Mail</c> of the configuration. The password belongs in the environment, <c>Mail__Password</c>.</summary>
internal sealed class MailOptions
{
    /// <summary>Empty: no mail is sent.</summary>
    public string Host { get; set; } = "";
    public int Port { get; set; } = 587;
    public MailSecurity Security { get; set; }

    /// <summary>Empty: without signing in.</summary>
    public string User { get; set; } = "";
    public string Password { get; set; } = "";

    /// <summary>The sender's address.</summary>
    public string From { get; set; } = "";

    /// <summary>Where people find this server, for the link in a mail; no link where empty.</summary>
    public string ServerAddress { get; set; } = "";

    /// <summary>A PDF that is larger is not attached; the mail says where it is.</summary>
    public int LargestAttachment { get; set; } = 10 * 1024 * 1024;

    public bool IsSet => Host.Length > 0 && From.Length > 0;
}
