using System.Text.Json;
using AlmCompliance.Web.Features.AuditReports.Frozen;
using AlmCompliance.Web.Features.AuditReports.Model;

namespace AlmCompliance.Web.Features.AuditReports.Rendering;

/// <summary>
/// The whole report for programs, as <c>audit-report.schema.json</c> describes it: the head, the decisions, and each host with its statuses,
/// findings and measures on a line of its own.
/// </summary>
internal sealed class JsonReport : IReportRenderer
{
    private const int RowsBetweenLooks = 4096;

    public string Extension => "json";

    public string MediaType => "application/json";

    /// <summary>The published schema, UTF-8.</summary>
    public static Stream Schema() =>
        typeof(JsonReport).Assembly.GetManifestResourceStream("audit-report.schema.json") ?? throw new InvalidOperationException("The schema is not in the program.");

    public void Write(FrozenReport report, Stream to, CancellationToken cancellationToken)
    {
        // Not disposed: that would close the stream, which is the caller's.
        var buffered = new BufferedStream(to, 128 * 1024);
        using (var json = new Utf8JsonWriter(buffered, JsonWriting.Options))
        {
            json.WriteStartObject();
            HeadJson.Write(json, report.Head);
            json.WriteStartArray("decisions");
            foreach (var decision in report.Decisions())
            {
                Write(json, decision);
                cancellationToken.ThrowIfCancellationRequested();
                json.Flush();
            }

            json.WriteEndArray();
            json.WriteStartArray("hosts");
        }

        var row = 0;
        foreach (var host in report.HostJson())
        {
            buffered.Write(row == 0 ? "\n"u8 : ",\n"u8);
            buffered.Write(host);
            if (++row % RowsBetweenLooks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        buffered.Write("\n]}\n"u8);
        buffered.Flush();
    }

    private static void Write(Utf8JsonWriter json, ReportDecision decision)
    {
        json.WriteStartObject();
        json.WriteString("reference", decision.Reference);
        json.WriteString("kind", decision.Kind);
        json.WriteString("state", decision.State);
        json.WriteString("advisoryId", decision.AdvisoryId.Length == 0 ? null : decision.AdvisoryId);
        json.WriteString("advisoryRevision", decision.AdvisoryRevision.Length == 0 ? null : decision.AdvisoryRevision);
        json.Name("measure", decision.Measure);
        json.WriteString("reason", decision.Reason);
        json.WriteString("owner", decision.Owner);
        json.WriteString("requester", decision.Requester);
        json.Time("requestedAt", decision.RequestedAt);
        json.WriteString("approver", decision.Approver);
        json.Time("decidedAt", decision.DecidedAt);
        json.Time("validFrom", decision.ValidFrom);
        json.Time("validUntil", decision.ValidUntil);
        json.WriteNumber("hosts", decision.Hosts);
        json.WriteStartArray("files");
        foreach (var file in decision.Files)
        {
            json.WriteStartObject();
            json.WriteString("name", file.Name);
            json.WriteString("mediaType", file.MediaType);
            json.WriteNumber("length", file.Length);
            json.WriteString("sha256", file.Sha256);
            json.WriteString("uploadedBy", file.UploadedBy);
            json.Time("uploadedAt", file.UploadedAt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
