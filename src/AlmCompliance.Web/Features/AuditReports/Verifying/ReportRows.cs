using System.Buffers;
using System.Text.Json;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>A report's JSON form, read row by row in a memory that does not grow with it.</summary>
internal sealed class ReportRows(Stream from)
{
    private static readonly string[] Rows = ["decisions", "hosts"];

    private readonly JsonMembers _members = new(from, Rows);
    private bool _isLast;

    /// <summary>Reads as far as the rows.</summary>
    public ReportedHead ReadHead()
    {
        var head = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(head))
        {
            json.WriteStartObject();
            while (Read() && !Rows.Contains(_members.Name, StringComparer.Ordinal))
            {
                json.WritePropertyName(_members.Name);
                json.WriteRawValue(_members.Value);
            }

            json.WriteEndObject();
        }

        return JsonSerializer.Deserialize<ReportedHead>(head.WrittenSpan, VerifyingJson.Report) is { } read && !read.Advisories.Contains(null!)
            && read.Figures.Deserialize<ReportedFigures>(VerifyingJson.Report) is not null
            ? read
            : throw new JsonException("its head, an advisory or its figures are null");
    }

    /// <summary>After the head; then the hosts.</summary>
    public IEnumerable<ReportedDecision> Decisions() => Of<ReportedDecision>("decisions").Select(d => d.Files.Contains(null!) ? throw new JsonException($"a file of decision {d.Reference} is null") : d);

    /// <summary>After the decisions.</summary>
    public IEnumerable<ReportedHost> Hosts()
    {
        foreach (var host in Of<ReportedHost>("hosts"))
        {
            yield return host.HasGap ? throw new JsonException($"a conclusion of host {host.Name} is null") : host;
        }

        if (!_isLast)
        {
            throw new JsonException($"{_members.Name} stands where it does not belong");
        }
    }

    private IEnumerable<T> Of<T>(string rows)
    {
        while (!_isLast && _members.Name == rows)
        {
            yield return JsonSerializer.Deserialize<T>(_members.Value, VerifyingJson.Report) ?? throw new JsonException($"one of its {rows} is null");
            Read();
        }
    }

    private bool Read() => !(_isLast = !_members.Read());
}
