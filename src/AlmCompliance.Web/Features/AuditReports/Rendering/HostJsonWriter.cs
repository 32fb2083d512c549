using System.Buffers;
using System.Text.Json;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Features.AuditReports.Model;
using static System.Text.Json.JsonEncodedText;

namespace AlmCompliance.Web.Features.AuditReports.Rendering;

/// <summary>
/// One host as the JSON form has it, with all that the report says of it; <c>audit-report.schema.json</c> describes it member by
/// member. Buffers are the thread's own, and used again.
/// </summary>
internal static class HostJsonWriter
{
    private static readonly JsonEncodedText Id = Encode("id");
    private static readonly JsonEncodedText Enrolled = Encode("enrolled");
    private static readonly JsonEncodedText Expected = Encode("expected");
    private static readonly JsonEncodedText Name = Encode("name");
    private static readonly JsonEncodedText Site = Encode("site");
    private static readonly JsonEncodedText Zone = Encode("zone");
    private static readonly JsonEncodedText Owner = Encode("owner");
    private static readonly JsonEncodedText Role = Encode("role");
    private static readonly JsonEncodedText Version = Encode("version");
    private static readonly JsonEncodedText Text = Encode("text");
    private static readonly JsonEncodedText Source = Encode("source");
    private static readonly JsonEncodedText Canonical = Encode("canonical");
    private static readonly JsonEncodedText RemoteAccess = Encode("remoteAccess");
    private static readonly JsonEncodedText State = Encode("state");
    private static readonly JsonEncodedText Basis = Encode("basis");
    private static readonly JsonEncodedText Evidence = Encode("evidence");
    private static readonly JsonEncodedText Origin = Encode("origin");
    private static readonly JsonEncodedText At = Encode("at");
    private static readonly JsonEncodedText Sha256 = Encode("sha256");
    private static readonly JsonEncodedText EnrolledAt = Encode("enrolledAt");
    private static readonly JsonEncodedText NextDue = Encode("nextDue");
    private static readonly JsonEncodedText Decisions = Encode("decisions");
    private static readonly JsonEncodedText Statuses = Encode("statuses");
    private static readonly JsonEncodedText Findings = Encode("findings");
    private static readonly JsonEncodedText Measures = Encode("measures");
    private static readonly JsonEncodedText AdvisoryId = Encode("advisoryId");
    private static readonly JsonEncodedText Status = Encode("status");
    private static readonly JsonEncodedText Applicability = Encode("applicability");
    private static readonly JsonEncodedText Reason = Encode("reason");
    private static readonly JsonEncodedText Arguments = Encode("arguments");
    private static readonly JsonEncodedText Since = Encode("since");
    private static readonly JsonEncodedText HoldsUntil = Encode("holdsUntil");
    private static readonly JsonEncodedText LastKnown = Encode("lastKnown");
    private static readonly JsonEncodedText Rule = Encode("rule");
    private static readonly JsonEncodedText OpenedAt = Encode("openedAt");
    private static readonly JsonEncodedText DueAt = Encode("dueAt");
    private static readonly JsonEncodedText Overdue = Encode("overdue");
    private static readonly JsonEncodedText Measure = Encode("measure");
    private static readonly JsonEncodedText Words = Encode("words");
    private static readonly JsonEncodedText Applies = Encode("Applies");
    private static readonly JsonEncodedText DoesNotApply = Encode("DoesNotApply");
    private static readonly JsonEncodedText NotKnown = Encode("Unknown");

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _json;

    /// <param name="statuses">For every advisory, the product note's first; none where no host ever enrolled.</param>
    /// <param name="findings">The host's own.</param>
    /// <param name="measures">The host's own.</param>
    public static byte[] Write(ReportHost host, IReadOnlyList<ReportStatusRow> statuses, IReadOnlyList<ReportFinding> findings, IReadOnlyList<ReportMeasure> measures)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(16 * 1024);
        var json = _json ??= new Utf8JsonWriter(buffer, JsonWriting.Options);
        buffer.ResetWrittenCount();
        json.Reset();

        json.WriteStartObject();
        WriteHost(json, host);
        json.WriteStartArray(Statuses);
        for (var i = 0; i < statuses.Count; i++)
        {
            WriteStatus(json, statuses[i]);
        }

        json.WriteEndArray();
        json.WriteStartArray(Findings);
        for (var i = 0; i < findings.Count; i++)
        {
            WriteFinding(json, findings[i]);
        }

        json.WriteEndArray();
        json.WriteStartArray(Measures);
        for (var i = 0; i < measures.Count; i++)
        {
            WriteMeasure(json, measures[i]);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteHost(Utf8JsonWriter json, ReportHost host)
    {
        json.WriteString(Id, host.Id);
        json.WriteBoolean(Enrolled, host.IsEnrolled);
        json.WriteBoolean(Expected, host.IsExpected);
        json.WriteString(Name, host.Name);
        json.WriteString(Site, host.Site);
        json.WriteString(Zone, host.Zone);
        json.WriteString(Owner, host.Owner);
        json.WriteString(Role, host.Role);
        json.Name(Status, host.Status);

        json.WriteStartObject(Version);
        json.WriteString(Text, host.VersionText);
        json.Name(Source, host.VersionSource);
        json.WriteString(Canonical, host.Version);
        json.WriteEndObject();

        if (host is { RemoteAccess: { } state, RemoteAccessBasis: { } basis })
        {
            json.WriteStartObject(RemoteAccess);
            json.Name(State, state);
            json.Name(Basis, basis);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull(RemoteAccess);
        }

        json.WriteStartObject(Evidence);
        json.Name(Origin, host.Origin);
        json.Time(At, host.EvidenceAt);
        json.WriteString(Sha256, host.EvidenceDigest);
        json.WriteEndObject();

        json.Time(EnrolledAt, host.EnrolledAt);
        json.Time(NextDue, host.NextDue);
        json.Texts(Decisions, host.Decisions.Length == 0 ? [] : host.Decisions.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static void WriteStatus(Utf8JsonWriter json, ReportStatusRow row)
    {
        json.WriteStartObject();
        json.WriteString(AdvisoryId, row.AdvisoryId);
        json.WriteString(Applicability, row.Status switch
        {
            ComplianceStatus.NotApplicable => DoesNotApply,
            ComplianceStatus.Unknown => NotKnown,
            _ => Applies,
        });
        json.Name(Status, row.Status);
        json.Name(Reason, row.Reason);
        json.Texts(Arguments, row.Arguments);
        json.Time(Since, row.Since);
        json.Time(HoldsUntil, row.HoldsUntil);
        json.Name(LastKnown, row.LastKnown);
        json.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter json, ReportFinding finding)
    {
        json.WriteStartObject();
        json.WriteString(Id, finding.Id);
        json.Name(Rule, finding.Rule);
        json.WriteString(AdvisoryId, finding.AdvisoryId.Length == 0 ? null : finding.AdvisoryId);
        json.Name(Reason, finding.Reason);
        json.Texts(Arguments, finding.Arguments);
        json.Time(OpenedAt, finding.OpenedAt);
        json.Time(DueAt, finding.DueAt);
        json.WriteBoolean(Overdue, finding.IsOverdue);
        json.WriteString(Owner, finding.Owner);
        json.WriteEndObject();
    }

    private static void WriteMeasure(Utf8JsonWriter json, ReportMeasure measure)
    {
        json.WriteStartObject();
        json.WriteString(AdvisoryId, measure.AdvisoryId);
        json.Name(Measure, measure.Measure);
        json.Name(State, measure.State);
        json.Name(Basis, measure.Basis);
        json.Time(HoldsUntil, measure.HoldsUntil);
        json.Texts(Words, measure.Words);
        json.WriteEndObject();
    }
}
