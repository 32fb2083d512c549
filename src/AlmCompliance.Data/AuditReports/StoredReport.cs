using System.Globalization;

namespace AlmCompliance.Data.AuditReports;

/// <summary>How far the making of an audit report has come. Numbers are stored: new ones come last.</summary>
public enum ReportState
{
    /// <summary>Nothing.</summary>
    Unknown = 0,

    /// <summary>Others are made before it.</summary>
    Waiting,

    /// <summary>It is being made.</summary>
    Making,

    /// <summary>Its files are there, and stay as they are.</summary>
    Done,

    /// <summary>It could not be made; nothing of it is left.</summary>
    Failed,

    /// <summary>A person stopped it; nothing of it is left.</summary>
    Cancelled,

    /// <summary>Its files were removed, by a person or because it had been kept long enough.</summary>
    Removed,
}

/// <summary>An audit report: what was asked for, and what became of it. Its files stand in the server's folder under its id.</summary>
public sealed class StoredReport
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>1, 2, 3 …: the newest and one, taken inside the write lane; unique.</summary>
    public int Number { get; set; }

    /// <summary>What people call it: <c>R-0001</c>.</summary>
    public string Reference => string.Create(CultureInfo.InvariantCulture, $"R-{Number:0000}");
    public ReportState State { get; set; }

    /// <summary>The scope as JSON, with the zones' names of then; and one text for one scope, by which reports are compared.</summary>
    public required string Scope { get; set; }
    public required string ScopeKey { get; set; }

    /// <summary>The zones whose hosts it may hold; null for the whole plant. Who sees fewer does not see it.</summary>
    public string[]? ZoneIds { get; set; }

    /// <summary>The moment it was asked to speak of; null for that of its making.</summary>
    public DateTimeOffset? AskedAsOf { get; set; }

    /// <summary>The moment it speaks of; null until it is made.</summary>
    public DateTimeOffset? AsOf { get; set; }

    /// <summary><c>en</c> or <c>de</c>.</summary>
    public required string Language { get; set; }
    public required string RequestedByKind { get; set; }
    public required string RequestedById { get; set; }
    public required string RequestedBy { get; set; }
    public DateTimeOffset RequestedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Why it could not be made.</summary>
    public string Error { get; set; } = "";

    /// <summary>Hosts and lines that it counts, the covered ones and those in scope among them; once it is made.</summary>
    public int Hosts { get; set; }
    public int Covered { get; set; }
    public int InScope { get; set; }

    /// <summary>Name, length and SHA-256 of each file, as JSON.</summary>
    public string Files { get; set; } = "[]";

    /// <summary>From when on the nightly job may remove it; null keeps it.</summary>
    public DateTimeOffset? KeepUntil { get; set; }

    /// <summary>The schedule that asked for it; null where a person or program did.</summary>
    public Guid? ScheduleId { get; set; }

    /// <summary>When it was sent to everybody whom its schedule names; null where it is still to be, or nobody is.</summary>
    public DateTimeOffset? MailedAt { get; set; }
}

/// <summary>A report that is made again and again.</summary>
public sealed class ReportSchedule
{
    public Guid Id { get; set; } = Guid.CreateVersion7();
    public required string Name { get; set; }

    /// <summary>A Quartz cron expression, UTC.</summary>
    public required string Cron { get; set; }
    public required string Scope { get; set; }
    public string[]? ZoneIds { get; set; }
    public required string Language { get; set; }

    /// <summary>For how many days its reports are kept; null keeps them.</summary>
    public int? KeepDays { get; set; }

    /// <summary>Who gets each report by mail; nobody where empty.</summary>
    public string[] MailTo { get; set; } = [];
    public required string SetBy { get; set; }
    public DateTimeOffset SetAt { get; set; }

    /// <summary>The moment up to which it has been seen to.</summary>
    public DateTimeOffset SeenTo { get; set; }

    /// <summary>Why the last mail or report failed; empty where it did not.</summary>
    public string LastError { get; set; } = "";
}
