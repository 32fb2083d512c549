using System.Globalization;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Web.Assessment;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary>A request as the API takes it.</summary>
internal sealed class DecisionBody
{
    public string? Kind { get; set; }

    /// <summary>Ids or names.</summary>
    public string[]? Hosts { get; set; }
    public string? AdvisoryId { get; set; }
    public string? Measure { get; set; }

    /// <summary>A zone by id or name, or <c>Outside</c>; every boundary if absent.</summary>
    public string? Boundary { get; set; }
    public string? OtherDocument { get; set; }
    public bool? OtherIsRight { get; set; }
    public string? Reason { get; set; }
    public string? Owner { get; set; }
    public string? ValidUntil { get; set; }
    public FileBody? File { get; set; }

    public DecisionRequest Read(FieldErrors errors) => new()
    {
        Kind = Word<DecisionKind>(errors, "kind", Kind),
        Hosts = [.. (Hosts ?? []).OfType<string>()],
        Advisory = AdvisoryId,
        Measure = Word<ProtectiveMeasure>(errors, "measure", Measure),
        Boundary = Boundary,
        OtherDocument = OtherDocument,
        OtherIsRight = OtherIsRight ?? false,
        Reason = Reason ?? "",
        Owner = Owner ?? "",
        ValidUntil = Moment(errors, "validUntil", ValidUntil),
        File = FileBody.Read(errors, File),
    };

    internal static DateTimeOffset Moment(FieldErrors errors, string path, string? text)
    {
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (text is { Length: >= 10 } && char.IsAsciiDigit(text[0]) && text[4] == '-' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, styles, out var time))
        {
            return time;
        }

        errors.Add(path, "A time as ISO 8601 writes it, for example 2027-02-01T00:00:00Z.");
        return default;
    }

    private static T Word<T>(FieldErrors errors, string path, string? text)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(text))
        {
            return default;
        }

        if (char.IsAsciiLetter(text[0]) && Enum.TryParse<T>(text, out var word))
        {
            return word;
        }

        errors.Add(path, $"Known values: {string.Join(", ", Enum.GetNames<T>()[1..])}.");
        return default;
    }
}

/// <summary>A file as the API takes it.</summary>
internal sealed class FileBody
{
    public string? Name { get; set; }
    public string? MediaType { get; set; }

    /// <summary>Base64.</summary>
    public string? Content { get; set; }

    public static DecisionFile? Read(FieldErrors errors, FileBody? file)
    {
        if (file is null)
        {
            return null;
        }

        var bytes = new byte[file.Content?.Length ?? 0];
        if (!Convert.TryFromBase64String(file.Content ?? "", bytes, out var length))
        {
            errors.Add("file.content", "This is not Base64.");
        }

        return new DecisionFile(file.Name ?? "", file.MediaType ?? "", bytes[..length]);
    }
}

/// <summary>An extension as the API takes it.</summary>
internal sealed class ExtensionBody
{
    public string? Reason { get; set; }
    public string? Owner { get; set; }
    public string? ValidUntil { get; set; }
    public FileBody? File { get; set; }
}

/// <summary>What the approver writes, or why a decision ends.</summary>
internal sealed class NoteBody
{
    public string? Note { get; set; }
}

/// <summary>Which decision was made or changed.</summary>
internal sealed record DecisionReferenceAnswer(string Reference);

/// <summary>A page of decisions as the API says it.</summary>
internal sealed record DecisionListAnswer(IReadOnlyList<DecisionItem> Items, int Total, int Waiting, int Expiring);

/// <summary>A decision as the API says it; its state as of this moment.</summary>
internal sealed record DecisionAnswer(
    string Reference,
    DecisionKind Kind,
    DecisionState State,
    string? AdvisoryId,
    string? AdvisoryRevision,
    ProtectiveMeasure? Measure,
    string? Boundary,
    string? OtherDocument,
    bool? OtherIsRight,
    string Reason,
    string Owner,
    string RequestedBy,
    DateTimeOffset RequestedAt,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    string ReviewNote,
    DateTimeOffset ValidFrom,
    DateTimeOffset ValidUntil,
    DateTimeOffset? EndedAt,
    string EndReason,
    string? Extends,
    IReadOnlyList<DecisionHostItem> Hosts,
    int HostsOutOfSight,
    IReadOnlyList<DecisionFileItem> Files)
{
    public static DecisionAnswer Of(DecisionDetail detail)
    {
        var row = detail.Row;
        var resolves = row.Kind is DecisionKind.ContradictionResolution;
        return new DecisionAnswer(
            row.Reference, row.Kind, detail.State, Text(row.AdvisoryId), Text(row.AdvisoryRevision),
            row.Kind is DecisionKind.Attestation && row.Measure != ProtectiveMeasure.Unknown ? row.Measure : null,
            detail.Boundary, Text(row.OtherDocument), resolves ? row.OtherIsRight : null, row.Reason, row.Owner, row.RequesterName, row.RequestedAt,
            row.ApproverName, row.DecidedAt, row.ReviewNote, row.ValidFrom, row.ValidUntil, row.EndedAt,
            DecisionSentences.OfEnd(row.EndReason, CultureInfo.InvariantCulture), detail.Extends, detail.Hosts, detail.HostsOutOfSight, detail.Files);
    }

    private static string? Text(string text) => text.Length == 0 ? null : text;
}
