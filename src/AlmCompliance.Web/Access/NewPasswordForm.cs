namespace AlmCompliance.Web.Access;

/// <summary>What the pages send by which a password is set.</summary>
internal sealed class NewPasswordForm
{
    /// <summary>Of the link.</summary>
    public string? Code { get; set; }

    /// <summary>Of the first administrator.</summary>
    public string? Email { get; set; }

    /// <summary>The old password.</summary>
    public string? Old { get; set; }

    public string? Password { get; set; }

    public string? Repeat { get; set; }

    /// <summary>The words for what is wrong with the new one, before anybody is asked.</summary>
    public string? Wrong => Password is not { Length: >= 12 and <= 200 } || Password.Distinct().Count() < 5 ? "Password.Short"
        : Password != Repeat ? "Password.Differ" : null;
}
